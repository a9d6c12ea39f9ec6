# Prints what zsh offers at the end of a line, with descriptions: complete.zsh SCRIPT LINE
# A shell at a terminal of its own completes the line; what it hands to compadd is written down.
zmodload zsh/zpty
found=$(mktemp)
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "unsetopt zle_bracketed_paste prompt_sp; PS1=; setopt nounset noglob; source ${(q)1}; found=${(q)found}"
zpty -w shell 'compadd() {
  if [[ ${(j: :)@[1,(i)(-|--)]} == *-[a-zA-Z]#[OAD]\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"; print -rl -- $hits >> $found; builtin compadd "$@"
}'
zpty -w shell 'capture() { setopt localoptions extendedglob; _main_complete; print -r -- "<END>" >> $found; compstate[insert]= compstate[list]=; }; zle -C capture complete-word capture; bindkey "^I" capture; print READ""Y'
zpty -r -m shell seen '*READY*' || exit 9
zpty -w -n shell "$2"$'\t'
for ((i = 0; i < 1500; i++)); do
    [[ $(<$found) == *'<END>'* ]] && break
    sleep 0.02
done
zpty -d shell
grep -v -e '^<END>$' -e '^$' $found | sort -u
rm -f $found
