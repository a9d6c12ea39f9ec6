echo a
B=1 \
  c
