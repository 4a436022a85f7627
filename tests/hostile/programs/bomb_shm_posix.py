"""Success: shared memory with a name that stays when the process has gone."""

from kit import tries


def attack(a):
    def leave(path):
        with open(path, "wb") as file:
            file.write(b"for the next")

    def module():
        from multiprocessing import resource_tracker, shared_memory

        resource_tracker.register = lambda *_: None
        shared_memory.SharedMemory(name=a["token"] + "-b", create=True, size=4096)

    return tries(lambda: leave(f"/dev/shm/{a['token']}"), module)
