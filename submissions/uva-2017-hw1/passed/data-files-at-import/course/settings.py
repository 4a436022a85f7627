import os

TWO = 2
DATA = os.environ["COURSE_DATA"]
