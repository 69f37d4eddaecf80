# Starts the distribution's PostgreSQL in temporary folders on free ports, a server for each process of tests; sourced by .ci/run.
# Sets postgresql_programs (its folder) and postgresql_addresses (with spaces between; empty when there is no such server here).

postgresql_programs='' postgresql_addresses='' postgresql_folder=''

# $1: how many.
start_postgresql() {
  _find_programs
  if [ -z "$postgresql_programs" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing PostgreSQL for the tests of record, gate and web …"
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends -y postgresql >/dev/null || true
    _find_programs
  fi
  if [ -z "$postgresql_programs" ]; then
    echo "No PostgreSQL server here: record, gate and web are tested on the embedded one alone."
    return
  fi
  postgresql_folder=$(mktemp -d)
  chmod 711 "$postgresql_folder"
  local place
  for place in $(seq "$1"); do
    _start_one "$postgresql_folder/$place"
  done
}

_start_one() {
  local cluster=$1 port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  mkdir "$cluster"
  [ "$(id -u)" != 0 ] || chown postgres: "$cluster"
  _as_postgres initdb --pgdata="$cluster" --username=innsyn --auth=trust --encoding=UTF8 --no-locale --no-sync >/dev/null
  _as_postgres pg_ctl --pgdata="$cluster" --wait --log="$cluster/server.log" start \
    --options="-p $port -k $cluster -c listen_addresses=127.0.0.1 -c fsync=off -c autovacuum_analyze_threshold=2147483647" >/dev/null
  postgresql_addresses="${postgresql_addresses:+$postgresql_addresses }postgresql://innsyn@127.0.0.1:$port/postgres"
}

stop_postgresql() {
  [ -n "$postgresql_folder" ] || return 0
  local cluster
  for cluster in "$postgresql_folder"/*; do
    _as_postgres pg_ctl --pgdata="$cluster" --mode=immediate stop >/dev/null 2>&1 || true
  done
  rm -rf "$postgresql_folder"
  postgresql_folder=''
}

_find_programs() {
  postgresql_programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
}

_as_postgres() {
  local program=$postgresql_programs/$1
  shift
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$program" "$@"); else (cd / && "$program" "$@"); fi
}
