# Boot a Pi's file system as far as its sshd, in process and mount namespaces that end with their first process.
# Run by pi.py as: unshare --mount --pid --fork sh boot.sh ROOT STATE QEMU_CPU
set -eu
root=$1 state=$2 cpu=$3 card=$2/card

if [ "$(uname -m)" != aarch64 ]; then
    formats=/proc/sys/fs/binfmt_misc
    [ -e $formats/register ] || mount -t binfmt_misc binfmt_misc $formats
    # Another Pi that starts at the same time may be faster.
    [ -e $formats/qemu-aarch64 ] || cat /usr/lib/binfmt.d/qemu-aarch64.conf >$formats/register || [ -e $formats/qemu-aarch64 ]
fi

# Writes go to memory: every start has a fresh card, and the cached file system never changes.
mount -t tmpfs -o mode=755 card "$card"
mkdir "$card/below" "$card/above" "$card/work" "$card/root"
mount --bind "$root" "$card/below"
cd "$card"
mount -t overlay -o lowerdir=below,upperdir=above,workdir=work card root
cd root

mount -t proc proc proc
mount --bind "$state/board/proc/cpuinfo" proc/cpuinfo
mount --bind -o ro "$state/board/sys" sys
mount --rbind /dev dev
mkdir -p run/sshd
chmod 1777 tmp
install -m 600 "$state/host_key" etc/ssh/host_key
install -m 644 "$state/key.pub" etc/ssh/authorized_keys
install -m 644 "$state/sshd_config" etc/ssh/sshd_config

exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin QEMU_CPU="$cpu" chroot . /usr/sbin/sshd -D -e
