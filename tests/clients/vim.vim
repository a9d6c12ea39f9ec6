" Vim 9 with ALE against `envlint server`, without a terminal. Writes one JSON object to ENVLINT_OUT; exit code 1 where nothing was found.
"   ENVLINT_SERVER='["envlint","server"]' ENVLINT_LANGUAGE=dockerfile ENVLINT_OUT=file ENVLINT_ALE=folder of the plug-in \
"   vim -Nu NONE -i NONE -n -es -S vim.vim FILE
" ALE offers code actions in a menu only: findings, and those after a change, are what can be seen here.
set nocompatible nomore
let g:ale_linters_explicit = 1
let g:ale_lint_delay = 0
let g:ale_virtualtext_cursor = 0
let &runtimepath .= ',' . (empty($ENVLINT_ALE) ? '/usr/share/vim-ale' : $ENVLINT_ALE)
runtime plugin/ale.vim

let s:words = json_decode($ENVLINT_SERVER)
call ale#linter#Define($ENVLINT_LANGUAGE, {
\   'name': 'envlint',
\   'lsp': 'stdio',
\   'executable': s:words[0],
\   'command': '%e ' . join(map(copy(s:words[1:]), 'shellescape(v:val)'), ' '),
\   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
\   'language': {buffer -> $ENVLINT_LANGUAGE},
\})
let g:ale_linters = {$ENVLINT_LANGUAGE: ['envlint']}
let &l:filetype = $ENVLINT_LANGUAGE

function s:Found() abort
  return map(copy(ale#engine#GetLoclist(bufnr(''))), {_, d -> {'line': d.lnum - 1, 'column': d.col - 1, 'type': d.type, 'code': get(d, 'code', ''), 'message': d.text}})
endfunction

function s:Wait(condition) abort
  let l:end = reltimefloat(reltime()) + 20
  while !a:condition() && reltimefloat(reltime()) < l:end
    sleep 20m
  endwhile
endfunction

call ale#Queue(0)
call s:Wait({-> !empty(s:Found())})
let s:seen = {'diagnostics': s:Found()}

" The line of the first finding goes: one finding less at least.
if !empty(s:seen.diagnostics)
  execute (s:seen.diagnostics[0].line + 1) . 'delete'
  call ale#Queue(0)
  call s:Wait({-> s:Found() != s:seen.diagnostics})
  let s:seen.diagnosticsAfter = s:Found()
endif

call writefile([json_encode(s:seen)], $ENVLINT_OUT)
call ale#lsp#StopAll()
if empty(s:seen.diagnostics)
  cquit!
endif
qall!
