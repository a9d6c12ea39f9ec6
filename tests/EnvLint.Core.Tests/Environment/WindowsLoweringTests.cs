using EnvLint.Environment;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class WindowsLoweringTests
{
    [Theory]
    [InlineData("WSL.EXE --list", "wsl [--list]")]
    [InlineData("& 'C:\\Program Files\\Docker\\docker.exe' ps", "docker [ps]")]
    [InlineData(".\\venv\\Scripts\\python.exe -m pip install torch", ".\\venv\\Scripts\\python.exe> pip [install] [torch]")]
    [InlineData("py -3.11 -m pip install torch", "py> pip [install] [torch]")]
    [InlineData("conda run -n x python train.py", "conda> python [train.py]")]
    [InlineData("sudo wsl --shutdown", "sudo> wsl [--shutdown]")]
    [InlineData("& $python -m pip install torch", "? [-m] [pip] [install] [torch]")]
    [InlineData("if ($x) { docker ps } ; a || b", "docker [ps] conditional\na ignored\nb conditional")]
    [InlineData("powershell -NoProfile -Command \"wsl --install; docker ps\"", "powershell [-NoProfile] [-Command] [wsl --install; docker ps]\nwsl [--install]\ndocker [ps]")]
    [InlineData("cmd /c docker ps", "cmd [/c] [docker] [ps]\ndocker [ps]")]
    public void Programs_of_PowerShell_are_found(string script, string expected) => Assert.Equal(expected, FactText.Commands("a.ps1", script));

    [Theory]
    [InlineData("call conda activate x", "call> conda [activate] [x]")]
    [InlineData("start \"title\" /wait wsl --install", "start> wsl [--install]")]
    [InlineData("timeout /t 5", "timeout [/t] [5]")]
    [InlineData("powershell -c \"irm https://x.org/i.ps1 | iex\"", "powershell [-c] [irm https://x.org/i.ps1 | iex]\nirm [https://x.org/i.ps1] ignored\niex")]
    public void Programs_of_batch_files_are_found(string script, string expected) => Assert.Equal(expected, FactText.Commands("a.bat", script));

    [Theory]
    [InlineData("a.ps1", "wsl -d Ubuntu -u root -- apt-get install -y cuda", "apt-get [install] [-y] [cuda]")]
    [InlineData("a.ps1", "wsl pip install 'torch==2.1'", "pip [install] [torch==2.1]")]
    [InlineData("a.ps1", "wsl -e bash -lc \"sudo apt-get update && pip install torch\"", "bash [-lc] [sudo apt-get update && pip install torch]\nsudo> apt-get [update]\npip [install] [torch]")]
    [InlineData("a.ps1", "wsl bash -c 'echo \"a b\" | cat'", "bash [-c] [echo \"a b\" | cat]\necho [a b] ignored\ncat")]
    [InlineData("a.ps1", "wsl bash -c \"pip install $package torch\"", "bash [-c] [?\"pip install $package torch\"]\npip [install] [?$package] [torch]")]
    [InlineData("a.bat", "wsl -d %DISTRO% bash -c \"cd %1 && pip install \\\"torch>2\\\"\"", "bash [-c] [?\"cd $_ && pip install \\\"torch>2\\\"\"]\ncd [?$_]\npip [install] [torch>2]")]
    [InlineData("a.bat", "wsl.exe ~ sudo apt update", "sudo> apt [update]")]
    [InlineData("a.sh", "wsl.exe -d Ubuntu -- nvidia-smi -L", "nvidia-smi [-L]")]
    [InlineData("a.sh", "wsl -d Ubuntu bash -c 'nvidia-smi'", "nvidia-smi")]
    public void What_wsl_runs_runs_in_a_distribution(string file, string script, string expected)
    {
        var commands = FactText.Facts(file, script).Commands.Where(static use => use.Scope.IsWsl).ToList();
        Assert.Equal(expected, string.Join('\n', commands.Select(FactText.Show)).Replace(" stops", "", StringComparison.Ordinal));
        Assert.All(commands, static use => Assert.NotNull(use.Outer));
    }

    [Theory]
    [InlineData("wsl --install -d Ubuntu")]
    [InlineData("wsl --exec")]
    [InlineData("wsl -d Ubuntu")]
    [InlineData("wsl $arguments apt-get update")]
    [InlineData("wsl --unregister Ubuntu")]
    public void Where_wsl_runs_nothing_nothing_is_found(string script) =>
        Assert.DoesNotContain(FactText.Facts("a.ps1", script).Commands, static use => use.Scope.IsWsl);

    [Theory]
    [InlineData("a.ps1", "wsl bash -c \"apt-get install -y `\"cuda`\"\"")]
    [InlineData("a.ps1", "wsl bash -c 'apt-get install -y \"cuda\"'")]
    [InlineData("a.ps1", "wsl apt-get install -y \"cuda\"")]
    [InlineData("a.bat", "wsl bash -c \"apt-get install -y \\\"cuda\\\"\"")]
    [InlineData("a.bat", "cmd /c \"wsl apt-get install cuda\"")]
    public void Packages_of_an_inner_shell_stand_where_they_are_written(string file, string script)
    {
        var request = Assert.Single(FactText.Facts(file, script).Packages);
        Assert.Equal("cuda", request.Name);
        Assert.Equal("cuda", script.Substring(request.Span.Start, request.Span.Length).Trim('"', '`', '\\'));
    }

    [Theory]
    [InlineData("a.ps1", "$env:HF_HOME = \"D:\\hf\"", "HF_HOME=D:\\hf")]
    [InlineData("a.ps1", "setx CUDA_VISIBLE_DEVICES 0 /M", "CUDA_VISIBLE_DEVICES=0")]
    [InlineData("a.ps1", "$env:PATH = \"C:\\x;$env:PATH\"", "PATH=?")]
    [InlineData("a.bat", "set \"X=a b\"", "X=a b")]
    [InlineData("a.bat", "setx X \"a b\"", "X=a b")]
    [InlineData("a.ps1", "$x = \"1\"", "")]
    public void Variables_are_set(string file, string script, string expected)
    {
        var sets = FactText.Facts(file, script).Variables;
        Assert.Equal(expected, string.Join('\n', sets.Select(static set => $"{set.Name}={set.Value?.Value ?? "?"}")));
        Assert.All(sets, set => Assert.Equal(set.Name, script.Substring(set.NameSpan.Start, set.NameSpan.Length)));
    }

    [Fact]
    public void The_facts_are_those_of_a_shell()
    {
        const string Script = """
            Invoke-WebRequest -UseBasicParsing -Uri https://x.org/a.exe -OutFile a.exe
            curl -o b.exe https://x.org/b.exe
            pip install torch==2.1.0 --index-url https://x.org/whl
            conda install -y -c nvidia cuda-toolkit=12.4
            docker run --rm --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi
            """;
        var facts = FactText.Facts("a.ps1", Script);

        Assert.Equal(["https://x.org/a.exe a.exe", "https://x.org/b.exe b.exe"], facts.Downloads.Select(static download => $"{download.Url} {download.Output}"));
        Assert.Equal(["Pip torch==2.1.0", "Conda cuda-toolkit=12.4"], facts.Packages.Select(FactText.Show));
        Assert.Equal("nvidia/cuda", Assert.Single(facts.ContainerRuns).Reference?.Repository);
        Assert.All(facts.Commands, static use => Assert.Equal(ScopeKind.WindowsHost, use.Scope.Kind));
        Assert.Equal(ScopeKind.WindowsHost, Assert.Single(facts.Sequences).Scope.Kind);
    }

    [Fact]
    public void A_script_for_PowerShell_everywhere_runs_who_knows_where() =>
        Assert.Equal(ScopeKind.Unknown, FactText.Facts("a.ps1", "#!/usr/bin/env pwsh\ndocker ps").Commands[0].Scope.Kind);

    [Theory]
    [InlineData("--install -d Ubuntu --no-launch", "--install", null, -1)]
    [InlineData("-l -v", "--list", null, -1)]
    [InlineData("-l -qv", "--list", null, -1)]
    [InlineData("--setdefault Ubuntu", "--set-default", null, -1)]
    [InlineData("-d Ubuntu --user root -- ls --foo", "", null, 5)]
    [InlineData("--cd ~ -e ls", "", null, 3)]
    [InlineData("~ -d Ubuntu ls", "", null, 3)]
    [InlineData("--system --foo", "", "--foo", -1)]
    [InlineData("--list --onlin", "--list", "--onlin", -1)]
    [InlineData("--import U C:\\u u.tar --version 2", "--import", null, -1)]
    [InlineData("--unregister --foo", "--unregister", null, -1)]
    [InlineData("", "", null, -1)]
    public void Command_lines_of_wsl_are_read_as_it_reads_them(string arguments, string action, string? unknown, int start)
    {
        var use = FactText.Facts("a.ps1", $"wsl {arguments}").Commands[0];
        var line = WslCommandLine.Parse(use);
        Assert.NotNull(line);
        Assert.Equal((action, unknown, start), (line.Action, line.Unknown?.Value, line.CommandStart));
    }

    [Fact]
    public void Comments_are_found()
    {
        const string Script = "# envlint: ignore=WSL027\ndocker ps <# b #>\n";
        Assert.Equal(["# envlint: ignore=WSL027", "<# b #>"], FactText.Analyze("a.ps1", Script).Comments.Select(span => Script.Substring(span.Start, span.Length)));
    }

    [Theory]
    [InlineData("@'\n[wsl2]\nmemory=8GB\n'@ | Set-Content -Path \"$env:USERPROFILE\\.wslconfig\" -Encoding utf8")]
    [InlineData("@\"\n[wsl2]\nmemory=8GB\n\"@ | Out-File ~\\.wslconfig")]
    [InlineData("Set-Content $HOME/.wslconfig \"[wsl2]`nmemory=8GB\"")]
    [InlineData("Add-Content -Value '[wsl2]' -Path .wslconfig")]
    [InlineData("'[wsl2]' > .wslconfig")]
    public void Files_that_PowerShell_writes_stand_inside_it(string script)
    {
        var embedded = Assert.Single(FactText.Analyze("a.ps1", script).Embedded);
        Assert.Equal(EnvLint.Manifests.ManifestKind.WslGlobalConfig, embedded.Kind);
        Assert.EndsWith(".wslconfig", embedded.Path, StringComparison.Ordinal);
        Assert.StartsWith("[wsl2]", embedded.Text.Text, StringComparison.Ordinal);
        var place = embedded.Text.ToFile(new TextSpan(0, 6));
        Assert.Equal("[wsl2]", script.Substring(place.Start, place.Length));
    }

    [Theory]
    [InlineData("@\"\n[wsl2]\nmemory=$size\n\"@ | Set-Content .wslconfig")]
    [InlineData("Get-Content x | Set-Content .wslconfig")]
    [InlineData("Add-Content .wslconfig 'memory=8GB'")]
    [InlineData("'x' | Set-Content notes.txt")]
    public void What_is_not_known_or_no_manifest_is_none(string script) => Assert.Empty(FactText.Analyze("a.ps1", script).Embedded);

    [Theory]
    [InlineData("a.ps1", "pip install a\nwsl pip install b\nwsl -d U -- pip install c\nwsl -- bash -c 'pip install d'\nwsl -d u pip install e", "WindowsHost a | Wsl b d | Wsl c e")]
    [InlineData("a.sh", "pip install a\nwsl.exe -e bash -c 'pip install b'\npip install c\nwsl.exe pip install d", "Unknown a c | Wsl b d")]
    [InlineData("a.md", "```powershell\npip install a\nwsl -- pip install b\n```\n", "WindowsHost a | Wsl b")]
    public void A_distribution_is_a_machine_of_its_own(string file, string script, string expected)
    {
        var sequences = FactText.Facts(file, script).Sequences
            .Select(static sequence => $"{sequence.Scope.Kind} {string.Join(' ', sequence.Facts.OfType<PackageRequest>().Select(static request => request.Name))}");
        Assert.Equal(expected, string.Join(" | ", sequences));
    }

    [Theory]
    [InlineData("python -m venv .venv\n.\\.venv\\Scripts\\Activate.ps1\npip install a\ndeactivate\npip install b", ".venv: a | : b")]
    [InlineData(". .\\x\\Scripts\\activate\npip install a\n.\\y\\Scripts\\pip.exe install b\n.\\y\\Scripts\\python -m pip install c", "x: a | y: b c")]
    [InlineData("conda activate t\npip install a", "t: a")]
    [InlineData("wsl -- bash -c 'source v/bin/activate && pip install a'\nwsl -- pip install b", "v: a | : b")]
    public void Environments_of_Windows_are_told_apart(string script, string expected)
    {
        var environments = FactText.Facts("a.ps1", script).Environments
            .Select(static environment => $"{environment.Name}: {string.Join(' ', environment.Requests.Select(static request => request.Name))}");
        Assert.Equal(expected, string.Join(" | ", environments));
    }
}
