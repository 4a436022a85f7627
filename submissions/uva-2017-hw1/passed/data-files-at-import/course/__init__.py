print("loading", DATA_FOLDER)
