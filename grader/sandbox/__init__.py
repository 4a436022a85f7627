"""The student's process: how it is started, fed, timed and stopped.

Theory of operation
===================

Three processes, and who holds what:

    grader      holds specs, references, expected values, seeds, scores. Runs no student code.
    zygote      a fresh interpreter with a clean environment, exec'd (never forked from the grader,
                whose memory holds the answers). It shuts itself in as far as the machine allows
                (see `confinement`), imports numpy once (torch too in the zygote for submissions that
                import it), then forks one child a submission.
    child       shuts itself in further, then runs the student's code. Gets the student's own files and arguments; gives back
                plain values.

Each child has three channels, made by the grader and handed over by file descriptor:

    data        socket, grader <-> child. Frames of `wire`: requests one way, replies the other.
                The zygote never reads it, so nothing that a student writes is parsed by anyone but
                the bounded decoder in the grader.
    printed     pipe, child -> grader. The child's stdout and stderr; counted, never believed.
    life        socket, grader <-> zygote. The grader closing its writing side means "kill"; the
                zygote writes the wait status and resource use once the child is reaped.
    control     socket, one for all children. The zygote says once which level it has reached; the
                grader says "fork one, with these channels".

Everything ends by closing: when the grader dies, however it dies, the kernel closes its ends; the
zygote sees that, kills its children, removes the scratch folders and exits.

A missing reply is a failure, whatever the exit status says. Exit status, printed text and files
decide nothing.

What runs where: `host`, `session` and `launcher` in the grader; `zygote`, `child`, `confinement`, `kernel`
and `seccomp` in the zygote and the child; `wire` on both ends of the data socket. What runs on the
student's side imports the standard library, numpy and each other. Do not re-export anything here: importing a submodule runs this file, also in
the student's process.
"""
