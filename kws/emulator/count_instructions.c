/*
 * A plugin of qemu-user that counts guest instructions up to each mark.
 *
 * A mark is a call of MARK, a system call that Linux does not have: qemu reports it to the plugin and answers ENOSYS,
 * and the guest goes on. Each mark writes one line to the file named by the argument `out`: the system call's first
 * argument (what the guest marks), and the number of instructions that the calling thread has executed so far.
 *
 *     qemu-aarch64 -plugin count_instructions.so,out=marks.txt program
 *
 * Debian packages no qemu-plugin.h, so the part of the interface that is used is declared here, as documented for
 * QEMU 7.2 (TCG Plugins, API version 1): https://www.qemu.org/docs/master/devel/tcg-plugins.html
 */

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define PUBLIC __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_info;
enum { QEMU_PLUGIN_CB_NO_REGS = 0 };

typedef void (*translated_cb)(qemu_plugin_id_t, struct qemu_plugin_tb *);
typedef void (*executed_cb)(unsigned int vcpu, void *userdata);
typedef void (*syscall_cb)(qemu_plugin_id_t, unsigned int vcpu, int64_t number, uint64_t, uint64_t, uint64_t, uint64_t,
                           uint64_t, uint64_t, uint64_t, uint64_t);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, translated_cb);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, executed_cb, int flags, void *userdata);
void qemu_plugin_register_vcpu_syscall_cb(qemu_plugin_id_t, syscall_cb);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);

/* "kws" in ASCII: far above every system call's number. kws/device/count.py makes the call. */
enum { MARK = 0x6b7773 };
enum { MOST_THREADS = 256 };

PUBLIC int qemu_plugin_version = 1;

static uint64_t executed[MOST_THREADS];
static FILE *out;

/* A block is entered at its first instruction and left after its last, so it executes as many as it is long. */
static void on_executed(unsigned int vcpu, void *length)
{
    if (vcpu < MOST_THREADS) {
        executed[vcpu] += (uintptr_t)length;
    }
}

static void on_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *block)
{
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_cb(block, on_executed, QEMU_PLUGIN_CB_NO_REGS,
                                         (void *)(uintptr_t)qemu_plugin_tb_n_insns(block));
}

static void on_syscall(qemu_plugin_id_t id, unsigned int vcpu, int64_t number, uint64_t mark, uint64_t a2, uint64_t a3,
                       uint64_t a4, uint64_t a5, uint64_t a6, uint64_t a7, uint64_t a8)
{
    (void)id, (void)a2, (void)a3, (void)a4, (void)a5, (void)a6, (void)a7, (void)a8;
    if (number == MARK && vcpu < MOST_THREADS) {
        /* Flushed at once: the guest may exit without the C library's cleanup. */
        fprintf(out, "%" PRIu64 " %" PRIu64 "\n", mark, executed[vcpu]);
        fflush(out);
    }
}

PUBLIC int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv)
{
    (void)info;
    if (argc != 1 || strncmp(argv[0], "out=", 4) != 0) {
        fprintf(stderr, "error: expected the argument out=FILE, got %d arguments\n", argc);
        return -1;
    }
    out = fopen(argv[0] + 4, "w");
    if (!out) {
        perror(argv[0] + 4);
        return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    qemu_plugin_register_vcpu_syscall_cb(id, on_syscall);
    return 0;
}
