#!/bin/bash
# Tries the commands as a newcomer meets them: a bare Debian or Ubuntu with git and Python only, a new user, a fresh clone of HEAD.
# Nothing of this machine is inside but its network and the certificates it trusts. Run as root; needs debootstrap.
#
#   tests/fresh/bare_root.sh [--suite bookworm|trixie|noble] [--with venv|pip] [--as user|root] [--minutes 20] [--keep] [-- COMMAND...]
#
# Without a COMMAND: ./innsyn check. The exit status is the command's. --keep leaves the clone and the user's home for the next run.
set -euo pipefail

suite=bookworm with=venv as=user minutes=20 keep=no
while [ $# -gt 0 ]; do
  case $1 in
    --suite) suite=$2; shift 2 ;;
    --with) with=$2; shift 2 ;;
    --as) as=$2; shift 2 ;;
    --minutes) minutes=$2; shift 2 ;;
    --keep) keep=yes; shift ;;
    --) shift; break ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
[ $# -gt 0 ] || set -- ./innsyn check

checkout=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
root=${TMPDIR:-/tmp}/innsyn-bare-$suite-$with
home=/home/newcomer
[ "$as" = root ] && home=/root

if [ ! -e "$root/ready" ]; then
  echo "Making a bare $suite with git and python3-$with in $root …" >&2
  rm -rf --one-file-system "$root"
  source=() components=main
  [ -e "/usr/share/debootstrap/scripts/$suite" ] || source=(http://archive.ubuntu.com/ubuntu gutsy) components=main,universe  # an Ubuntu that debootstrap does not know yet
  debootstrap --variant=minbase --components=$components --include="git,python3,python3-$with,ca-certificates" "$suite" "$root" "${source[@]}" \
    >"$root.log" 2>&1 \
    || { tail -n 5 "$root.log" >&2; exit 1; }
  touch "$root/ready"
fi
chroot "$root" id newcomer >/dev/null 2>&1 || chroot "$root" useradd --create-home --shell /bin/bash newcomer
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"

if [ $keep = no ]; then
  rm -rf --one-file-system "$root$home"
  cp -a "$root/etc/skel" "$root$home"
  [ "$as" = root ] && chmod 700 "$root$home"
fi
[ -e "$root$home/innsyn" ] || git clone --quiet "$checkout" "$root$home/innsyn"
[ "$as" = root ] || chroot "$root" chown -R newcomer: "$home"

export root as home
inside() {
  mount -t proc proc "$root/proc"
  mount -t tmpfs -o mode=755 devices "$root/dev"
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mkdir "$root/dev/shm"
  mount -t tmpfs -o mode=1777 shared "$root/dev/shm"
  ln -s /proc/self/fd "$root/dev/fd"
  for number in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${number%%:*}" "$root/dev/${number##*:}"; done
  user=newcomer; [ "$as" = root ] && user=root
  exec chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    HOME="$home" USER=$user /usr/sbin/runuser --user "$user" -- /bin/sh -c 'cd ~/innsyn && exec "$@"' sh "$@"
}
export -f inside
exec timeout --kill-after=20 "${minutes}m" unshare --mount --pid --fork --kill-child --propagation private \
  bash -euc 'inside "$@"' bash "$@"
