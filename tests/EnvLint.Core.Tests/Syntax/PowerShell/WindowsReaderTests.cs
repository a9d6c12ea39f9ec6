using System.Text;
using EnvLint.Syntax.PowerShell;

namespace EnvLint.Core.Tests.Syntax.PowerShell;

public sealed class WindowsReaderTests
{
    [Theory]
    [InlineData("wsl --install -d Ubuntu-22.04", "[wsl] [--install] [-d] [Ubuntu-22.04]")]
    [InlineData("docker run `\n  --gpus all `\r\n  ubuntu", "[docker] [run] [--gpus] [all] [ubuntu]")]
    [InlineData("a 'it''s' \"say `\"hi`\"\" \"\"", "[a] [it's] [say \"hi\"] []")]
    [InlineData("a \"x $y z\" $y \"$env:PATH\" \"${a b}\" \"5$\"", "[a] [?\"x $y z\"] [?$y] [?\"$env:PATH\"] [?\"${a b}\"] [5$]")]
    [InlineData("a # b; c\n<# d\ne #> f", "[a]\n[f]")]
    [InlineData("a#b c", "[a#b] [c]")]
    [InlineData("a; b && c || d", "[a]\n[b]\n[c] handled\n[d] conditional")]
    [InlineData("a | b", "[a] handled\n[b] from 0")]
    [InlineData("& \"C:\\Program Files\\x.exe\" y", "[C:\\Program Files\\x.exe] [y]")]
    [InlineData(". .\\venv\\Scripts\\Activate.ps1", "[.\\venv\\Scripts\\Activate.ps1]")]
    [InlineData("$x = docker ps -q", "[docker] [ps] [-q]")]
    [InlineData("$x = \"docker ps\"", "value [docker ps]")]
    [InlineData("$env:X = \"1\"; $Env:Y += ';a'; ${env:Z} = 2", "X = [1]\nY += [;a]\nZ = [2]")]
    [InlineData("$env:X = $y + 1\n$env:Y = Get-Item z", "X = [?$y + 1]\n[Get-Item] [z]\nY = [?Get-Item z]")]
    [InlineData("if (Test-Path a) { b } elseif ($x -eq 'y') { c }\nelse\n{\n d\n}\ne", "[Test-Path] [a] handled\n[b] conditional\n[c] conditional\n[d] conditional\n[e]")]
    [InlineData("foreach ($x in 1, 2) { a $x }\nwhile ($true) { b }\nfor ($i = 0; $i -lt 3; $i++) { c }", "[a] [?$x] conditional\n[b] conditional\nvalue [0] handled\n[c] conditional")]
    [InlineData("try { a } catch [System.Exception] { b } finally { c }", "[a] handled\n[b] conditional\n[c]")]
    [InlineData("function Install-It {\n  param([string]$x = \"docker\", $y)\n  a\n}\nb", "[a] conditional\n[b]")]
    [InlineData("param(\n  [switch]$Force\n)\na", "[a]")]
    [InlineData("$t = @{ docker = 'run'; wsl = \"x\" }\na @t @{ b = 'c' } @(d)", "[d] handled\n[a] [?@t] [?@{ b = 'c' }] [?@(d)]")]
    [InlineData("1..3 | ForEach-Object { docker pull $_ }", "value [1..3] handled\n[docker] [pull] [?$_] conditional\n[ForEach-Object] [?{ docker pull $_ }] from 0")]
    [InlineData("a \"$(b 'c')\" d", "[b] [c] handled\n[a] [?\"$(b 'c')\"] [d]")]
    [InlineData("a @'\nb $x\n'c\n'@\nd", "[a] [b $x\n'c]\n[d]")]
    [InlineData("@\"\n[wsl2]\nmemory=$x`n\n\"@ | Set-Content y", "value [?@\"\n[wsl2]\nmemory=$x`n\n\"@] handled\n[Set-Content] [y] from 0")]
    [InlineData("icacls --% c:\\x /grant \"a b\":(F) | d", "[icacls] [--%] [c:\\x] [/grant] [a b:(F)] handled\n[d] from 0")]
    [InlineData("a > out.txt 2>&1; b 2> $null >> log", "[a] > [out.txt] 2>&1\n[b] 2> [?$null] >> [log]")]
    [InlineData("pip install torch>=2.0", "[pip] [install] [torch] > [=2.0]")]
    [InlineData("PS C:\\Users\\me> wsl -l -v\nPS> a\nC:\\> b\n> c", "[wsl] [-l] [-v]\n[a]\n[b]\n[c]")]
    [InlineData("ps > out.txt", "[ps] > [out.txt]")]
    [InlineData("7z x a.zip\n5\n-not $x\n[Environment]::Exit(1)", "[7z] [x] [a.zip]\nvalue [5]\nvalue [1] handled")]
    [InlineData("wsl --unregister <name>", "[wsl] [--unregister] < [name] > ")]
    [InlineData("a ’b’ “c d”", "[a] [b] [c d]")]
    [InlineData("return wsl --status\nthrow 'docker run x'", "[wsl] [--status]")]
    [InlineData("} a ) b", "[a]\n[b]")]
    public void PowerShell_is_read_as_commands(string text, string expected) =>
        Assert.Equal(expected, Show(WindowsParser.Parse(text, WindowsDialect.PowerShell, CancellationToken.None)));

    [Theory]
    [InlineData("@echo off\nREM docker run a\n:: b\n:label\nwsl --install", "[echo] [off]\n[wsl] [--install]")]
    [InlineData("docker run ^\n  --gpus all ^\r\n ubuntu", "[docker] [run] [--gpus] [all] [ubuntu]")]
    [InlineData("a \"b c\" d\"e f\" ^& g", "[a] [b c] [de f] [&] [g]")]
    [InlineData("a %X% \"%Y:~0,2%\" %1 %~dp0x %%i !z! 50% done", "[a] [?%X%] [?\"%Y:~0,2%\"] [?%1] [?%~dp0x] [?%%i] [?!z!] [50%] [done]")]
    [InlineData("a & b && c || d\ne", "[a]\n[b]\n[c] handled\n[d] conditional\n[e]")]
    [InlineData("a | b", "[a] handled\n[b] from 0")]
    [InlineData("if exist \"a b\" docker ps\nif not defined X (\n  b\n) else (\n  c\n)\nd", "[docker] [ps] conditional\n[b] conditional\n[c] conditional\n[d]")]
    [InlineData("if /i \"%1\"==\"x\" a\nif \"%1\" == \"\" b\nif %errorlevel% neq 0 exit /b 1\nif errorlevel 1 c", "[a] conditional\n[b] conditional\n[exit] [/b] [1] conditional\n[c] conditional")]
    [InlineData("for /f \"tokens=1\" %%i in ('wsl -l -q') do wsl --unregister %%i", "[wsl] [--unregister] [?%%i] conditional")]
    [InlineData("set X=1\nset \"Y=a b\" \nset /a Z=1+2\nset P=%P%;x & a\nset", "X = [1]\nY = [a b]\n[set] [/a] [Z=1+2]\nP = [?%P%;x]\n[a]")]
    [InlineData("call conda activate x\nstart \"\" /wait wsl", "[call] [conda] [activate] [x]\n[start] [] [/wait] [wsl]")]
    [InlineData("wsl bash -c \"echo \\\"hi there\\\" | cat\" & a", "[wsl] [bash] [-c] [echo \"hi there\" | cat]\n[a]")]
    [InlineData("a \"C:\\x\\\" b", "[a] [C:\\x\\] [b]")]
    [InlineData("(echo [wsl2]& echo memory=8GB) > x\n>y echo z 2>nul", "[echo] [[wsl2]]\n[echo] [memory=8GB]\n[echo] [z] > [y] 2> [nul]")]
    [InlineData("C:\\Users\\me> wsl -l\nC:\\t\\a.exe>b", "[wsl] [-l]\n[C:\\t\\a.exe] > [b]")]
    public void Batch_is_read_as_commands(string text, string expected) =>
        Assert.Equal(expected, Show(WindowsParser.Parse(text, WindowsDialect.Batch, CancellationToken.None)));

    private static string Show(WindowsScript script)
    {
        var lines = new List<string>();
        foreach (var statement in script.Statements)
        {
            var line = new StringBuilder();
            if (statement.Kind == WindowsStatementKind.Assignment)
            {
                line.Append(statement.Words[0].Value).Append(statement.IsAppend ? " += " : " = ").Append(Show(script, statement.Words[1]));
            }
            else
            {
                line.Append(statement.Kind == WindowsStatementKind.Value ? "value " : "").AppendJoin(' ', statement.Words.Select(word => Show(script, word)));
            }

            foreach (var redirection in statement.Redirections)
            {
                line.Append(' ').Append(script.Text, redirection.OperatorSpan.Start, redirection.OperatorSpan.Length);
                if (redirection.Target is { } target)
                {
                    line.Append(' ').Append(Show(script, target));
                }
                else if (redirection.Span.End > redirection.OperatorSpan.End)
                {
                    line.Append(script.Text, redirection.OperatorSpan.End, redirection.Span.End - redirection.OperatorSpan.End);
                }
                else
                {
                    line.Append(' ');
                }
            }

            line.Append(statement.IsConditional ? " conditional" : "").Append(statement.IsFailureHandled ? " handled" : "");
            line.Append(statement.PipedFrom >= 0 ? $" from {statement.PipedFrom}" : "");
            lines.Add(line.ToString());
        }

        return string.Join('\n', lines);
    }

    private static string Show(WindowsScript script, WindowsWord word) =>
        word.Value is { } value ? $"[{value}]" : $"[?{script.Text.Substring(word.Span.Start, word.Span.Length)}]";
}
