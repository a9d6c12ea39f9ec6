# Types a line and a Tab into a shell and prints the arguments that a command gets then, each in <>: tab.zsh SHELL SCRIPT LINE
zmodload zsh/zpty
case $1 in
    bash) zpty shell "TERM=dumb bash --norc --noprofile -i" ; define='envlint() { printf "<%s>" "$@"; echo "[E""ND]"; }' ;;
    zsh) zpty shell "TERM=dumb zsh -f -i"; define='envlint() { printf "<%s>" "$@"; echo "[E""ND]"; }' ;;
    fish) zpty shell "TERM=dumb fish -N -i"; define='function envlint; printf "<%s>" $argv; echo "[E""ND]"; end' ;;
esac
zpty -w shell "$define"
[[ $1 == bash ]] && zpty -w shell "bind 'set enable-bracketed-paste off'; set -u"
[[ $1 == zsh ]] && zpty -w shell 'unsetopt zle_bracketed_paste; setopt nounset'
zpty -w shell "source ${(q)2}; echo READ\"\"Y"
zpty -r -m shell seen '*READY*' || exit 9
zpty -w shell "$3"$'\t'
zpty -r -m shell seen '*\[END\]*' || exit 9
zpty -d shell
print -r -- "${${${(f)seen}[(r)*\[END\]*]}%%\[END\]*}" | grep -o '<.*'
