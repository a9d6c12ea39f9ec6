if true; then
  echo "a ) b"
) ; echo ${x
}
for i in 1 2; echo $i; done
case $x in
  a) b
  c d) e ;;
esac
{ f; } g
[[ a b ]] && h
i=(1 ; 2)
j (k)
"never closed $(l `m`
