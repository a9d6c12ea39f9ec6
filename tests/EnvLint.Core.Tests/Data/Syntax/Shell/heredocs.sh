#!/bin/sh
cat > /etc/wsl.conf <<CONF && echo done
[boot]
systemd=${SYSTEMD:-true}
command="echo \$HOME `date` $(nproc)"
CONF
cat <<'A' <<-"B" - <<\C
$not expanded
A
	$(neither)
	B
`nor this`
C
user=$(cat <<END
name $USER (in brackets
END
)
if true; then
	cat <<-EOT
		indented $1
		last \
		EOT
	EOT
fi
python3 - <<EOF_PY "$@"
import torch
print(torch.version.cuda, '$x')
EOF_PY
cat <<unclosed
text without an end
