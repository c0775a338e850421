// The supervisor of a raw_exec task: a POSIX shell of about one megabyte that outlives the agent. It claims the start (creating
// the file `pid` fails when somebody else did), runs the task in the task's own cgroup, waits, and leaves the exit code.
// Trapped signals are reset for the task; the shell itself must outlive a signal to the whole group. See docs/adr.

/** Arguments after it: the start's directory, the cgroup.procs file or "", the command, its arguments. */
export const SUPERVISOR_SCRIPT = `
start=$1 group=$2
shift 2
trap : HUP INT QUIT TERM USR1 USR2 ALRM PIPE
set -C
{ echo $$ > "$start/pid"; } 2>/dev/null || exit 0
set +C
( if [ -n "$group" ]; then echo 0 > "$group"; fi; exec "$@" )
echo $? > "$start/exit"
`;

/** In the environment of everything that a start brings forth, so that it can be found again. */
export const START_ID_VARIABLE = "BERTH_START_ID";
