# Prints what bash would offer at the end of a line: complete.bash SCRIPT LINE
set -u -f
source "$1"
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}
COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
# As bash parts it: at blanks, and '=' and ':' are words of their own.
parted=${COMP_LINE//=/ = }
parted=${parted//:/ : }
read -r -a COMP_WORDS <<<"$parted"
case $COMP_LINE in
    *' ') COMP_WORDS+=('') ;;
esac
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
# Outside of a completion there is nothing to set: what is asked for is told.
compopt() { echo "compopt $*"; }
_envlint
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
