package org.haetae.extract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The system calls that a confined process may not make, as a seccomp filter for the kernel.
///
/// A list of what is denied, not of what is allowed: the JVM's own needs change from release to
/// release, and the rest of the sandbox does not rest on this. It takes away what kernel exploits
/// have most often begun with, and sockets. Written from the kernel's `seccomp_filter.rst` and
/// `syscall_64.tbl`, `asm-generic/unistd.h`.
final class SystemCalls {
    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private static final int IF_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int NOT_PERMITTED = 0x00050000 | 1; // SECCOMP_RET_ERRNO, EPERM
    private static final int NO_SUCH_CALL = 0x00050000 | 38; // SECCOMP_RET_ERRNO, ENOSYS

    // Offsets in struct seccomp_data; the low word of the first argument, little-endian.
    private static final int CALL = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    /// Every CLONE_NEW... flag: a process in a new user namespace has all capabilities there, and
    /// with them most of the kernel to attack.
    private static final int NEW_NAMESPACES = 0x7e020000;

    /// First number of the x32 calls, which would pass by every comparison below.
    private static final int X32 = 0x40000000;

    private record Call(String name, int x86, int arm) {}

    private static final int NONE = -1;

    private static final Call[] DENIED = {
        new Call("socket", 41, 198),
        new Call("ptrace", 101, 117),
        new Call("process_vm_readv", 310, 270),
        new Call("process_vm_writev", 311, 271),
        new Call("process_madvise", 440, 440),
        new Call("pidfd_getfd", 438, 438),
        new Call("kcmp", 312, 272),
        new Call("mount", 165, 40),
        new Call("umount2", 166, 39),
        new Call("pivot_root", 155, 41),
        new Call("chroot", 161, 51),
        new Call("open_tree", 428, 428),
        new Call("move_mount", 429, 429),
        new Call("fsopen", 430, 430),
        new Call("fsconfig", 431, 431),
        new Call("fsmount", 432, 432),
        new Call("fspick", 433, 433),
        new Call("mount_setattr", 442, 442),
        new Call("open_tree_attr", 467, 467),
        new Call("unshare", 272, 97),
        new Call("setns", 308, 268),
        new Call("name_to_handle_at", 303, 264),
        new Call("open_by_handle_at", 304, 265),
        new Call("mknod", 133, NONE),
        new Call("mknodat", 259, 33),
        new Call("bpf", 321, 280),
        new Call("seccomp", 317, 277),
        new Call("perf_event_open", 298, 241),
        new Call("userfaultfd", 323, 282),
        new Call("io_uring_setup", 425, 425),
        new Call("io_uring_enter", 426, 426),
        new Call("io_uring_register", 427, 427),
        new Call("fanotify_init", 300, 262),
        new Call("memfd_create", 319, 279),
        new Call("memfd_secret", 447, 447),
        new Call("execveat", 322, 281),
        new Call("add_key", 248, 217),
        new Call("request_key", 249, 218),
        new Call("keyctl", 250, 219),
        new Call("init_module", 175, 105),
        new Call("finit_module", 313, 273),
        new Call("delete_module", 176, 106),
        new Call("kexec_load", 246, 104),
        new Call("kexec_file_load", 320, 294),
        new Call("reboot", 169, 142),
        new Call("swapon", 167, 224),
        new Call("swapoff", 168, 225),
        new Call("acct", 163, 89),
        new Call("quotactl", 179, 60),
        new Call("quotactl_fd", 443, 443),
        new Call("syslog", 103, 116),
        new Call("settimeofday", 164, 170),
        new Call("clock_settime", 227, 112),
        new Call("adjtimex", 159, 171),
        new Call("clock_adjtime", 305, 266),
        new Call("personality", 135, 92),
        new Call("move_pages", 279, 239),
        new Call("migrate_pages", 256, 238),
        new Call("mbind", 237, 235),
        new Call("set_mempolicy", 238, 237),
        new Call("vhangup", 153, 58),
        new Call("iopl", 172, NONE),
        new Call("ioperm", 173, NONE),
        new Call("modify_ldt", 154, NONE),
        new Call("uselib", 134, NONE),
        new Call("ustat", 136, NONE),
        new Call("sysfs", 139, NONE),
    };

    private SystemCalls() {}

    /// The filter for this machine, or nothing for an architecture that we have no numbers for.
    static Optional<byte[]> filter() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(filter(true));
            case "aarch64" -> Optional.of(filter(false));
            default -> Optional.empty();
        };
    }

    private static byte[] filter(boolean x86) {
        Program program = new Program();
        program.put(LOAD, 0, 0, ARCHITECTURE);
        program.put(IF_EQUAL, 1, 0, x86 ? 0xC000003E : 0xC00000B7);
        program.put(RETURN, 0, 0, KILL_PROCESS);
        program.put(LOAD, 0, 0, CALL);
        if (x86) {
            program.put(IF_AT_LEAST, 0, 1, X32);
            program.put(RETURN, 0, 0, NO_SUCH_CALL);
        }
        for (Call call : DENIED) {
            int number = x86 ? call.x86() : call.arm();
            if (number != NONE) {
                program.put(IF_EQUAL, 0, 1, number);
                program.put(RETURN, 0, 0, NOT_PERMITTED);
            }
        }
        // Flags of clone3 lie in memory, where a filter cannot look; without it, libc uses clone.
        program.put(IF_EQUAL, 0, 1, 435);
        program.put(RETURN, 0, 0, NO_SUCH_CALL);
        program.put(IF_EQUAL, 0, 3, x86 ? 56 : 220); // clone
        program.put(LOAD, 0, 0, FIRST_ARGUMENT);
        program.put(IF_ANY_BIT, 0, 1, NEW_NAMESPACES);
        program.put(RETURN, 0, 0, NOT_PERMITTED);
        program.put(RETURN, 0, 0, ALLOW);
        return program.bytes();
    }

    /// Instructions of `struct sock_filter`: code, two relative jumps, operand.
    private static final class Program {
        private final ByteBuffer instructions =
                ByteBuffer.allocate(8 * 256).order(ByteOrder.LITTLE_ENDIAN);

        void put(int code, int ifTrue, int ifFalse, int operand) {
            instructions
                    .putShort((short) code)
                    .put((byte) ifTrue)
                    .put((byte) ifFalse)
                    .putInt(operand);
        }

        byte[] bytes() {
            byte[] bytes = new byte[instructions.position()];
            instructions.get(0, bytes);
            return bytes;
        }
    }
}
