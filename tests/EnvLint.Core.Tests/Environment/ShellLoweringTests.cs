using EnvLint.Environment;
using EnvLint.Environment.Facts;

namespace EnvLint.Core.Tests.Environment;

public sealed class ShellLoweringTests
{
    [Theory]
    [InlineData("sudo -H apt-get install -y curl", "sudo> apt-get [install] [-y] [curl]")]
    [InlineData("DEBIAN_FRONTEND=noninteractive apt-get update", "apt-get [update]")]
    [InlineData("sudo DEBIAN_FRONTEND=x apt-get update", "sudo> apt-get [update]")]
    [InlineData("env -u X A=1 python3 -m pip install torch", "env> python3> pip [install] [torch]")]
    [InlineData("conda run -n base --no-capture-output pip install x", "conda> pip [install] [x]")]
    [InlineData("/usr/bin/env bash -x run.sh", "/usr/bin/env> bash [-x] [run.sh]")]
    [InlineData("command -v nvidia-smi", "command [-v] [nvidia-smi]")]
    [InlineData("time timeout 5m make", "timeout> make")]
    [InlineData("powershell.exe -c dir", "powershell [-c] [dir]")]
    [InlineData("\"$TOOL\" install", "? [install]")]
    public void Prefixes_are_taken_off(string script, string expected) =>
        Assert.Equal(expected, FactText.Commands("a.sh", script));

    [Theory]
    [InlineData("V=12-4\napt-get install cuda-toolkit-$V", "apt-get [install] [cuda-toolkit-12-4]")]
    [InlineData("P='a b'\napt-get install $P c", "apt-get [install] [a] [b] [c]")]
    [InlineData("P='a b'\napt-get install \"$P\"", "apt-get [install] [a b]")]
    [InlineData("P=\napt-get install $P c", "apt-get [install] [c]")]
    [InlineData("V=12.4\necho ${V//./-} ${V%.*} ${V#12.}", "echo [12-4] [12] [4]")]
    [InlineData("V=$(uname -r)\necho $V", "uname [-r] ignored\necho [?$V]")]
    [InlineData("read V\necho $V", "read [V]\necho [?$V]")]
    [InlineData("V=1\nV+=2\necho $V", "echo [12]")]
    [InlineData("export V=1\necho $V", "export [V=1]\necho [1]")]
    [InlineData("P='a b'\nexport V=$P\necho \"$V\" $P", "export [V=a b]\necho [a b] [a] [b]")]
    [InlineData("P=a\r\nexport V=$P\r\necho \"$V\"", "export [V=a\r\r]\necho [a\r\r]")]
    [InlineData("P='a b'\nsudo export V=$P\necho $V", "sudo> export [V=a] [b]\necho [a]")]
    [InlineData("echo ${V:-1}", "echo [?${V:-1}]")]
    [InlineData("V=1; (V=2; echo $V); echo $V", "echo [2]\necho [1]")]
    [InlineData("V=1; if true; then V=2; echo $V; fi; echo $V", "true ignored\necho [2] conditional\necho [?$V]")]
    [InlineData("f() { echo $V; }\nV=1\nf", "echo [?$V] conditional\nf")]
    [InlineData("for V in 1 2; do echo $V; done", "echo [?$V] conditional")]
    public void Variables_are_known_or_unknown(string script, string expected) =>
        Assert.Equal(expected, FactText.Commands("a.sh", script));

    [Theory]
    [InlineData("V=1\nbash -c 'V=2'\necho $V", "bash [-c] [V=2]\necho [1]")]
    [InlineData("V=1\nbash -c 'if a; then V=2; fi'\necho $V", "bash [-c] [if a; then V=2; fi]\na ignored\necho [1]")]
    [InlineData("if a; then bash -c 'V=2'; fi\necho $V", "a ignored\nbash [-c] [V=2] conditional\necho [?$V]")]
    public void What_an_inner_shell_sets_ends_with_it(string script, string expected) =>
        Assert.Equal(expected, FactText.Commands("a.sh", script));

    [Theory]
    [InlineData("V=$V$V\n", 60)]
    [InlineData("V+=0123456789\n", 20000)]
    [InlineData("V=$V\n", 20000)]
    public void A_value_that_grows_without_end_is_not_known(string line, int count)
    {
        var commands = FactText.Facts("a.sh", "V=x\n" + string.Concat(Enumerable.Repeat(line, count)) + "echo $V\n").Commands;
        Assert.Null(Assert.Single(commands).Arguments[0].Value);
    }

    [Fact]
    public void A_path_of_the_usual_length_stays_known()
    {
        var script = "P=/bin\n" + string.Concat(Enumerable.Repeat("P=$P:/usr/local/cuda/bin\n", 20)) + "echo $P\n";
        Assert.EndsWith(":/usr/local/cuda/bin", Assert.Single(FactText.Facts("a.sh", script).Commands).Arguments[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_one_file_take_no_more_from_variables_than_its_budget()
    {
        var script = "V=" + new string('x', 8000) + "\n" + string.Concat(Enumerable.Repeat("echo \"$V:\"\n", 5000));
        var commands = FactText.Facts("a.sh", script).Commands;
        Assert.NotNull(commands[0].Arguments[0].Value);
        Assert.Null(commands[^1].Arguments[0].Value);
    }

    [Theory]
    [InlineData("a && b", "a\nb")]
    [InlineData("a || b", "a ignored\nb conditional")]
    [InlineData("a || exit 1", "a\nexit [1] conditional")]
    [InlineData("[ -f x ] && b", "[ [-f] [x] []] ignored\nb conditional")]
    [InlineData("! a", "a ignored")]
    [InlineData("a | b", "a ignored\nb")]
    [InlineData("set -o pipefail; a | b", "set [-o] [pipefail]\na\nb")]
    [InlineData("set -e\na", "set [-e]\na stops")]
    [InlineData("if a; then b; else c; fi", "a ignored\nb conditional\nc conditional")]
    public void Conditions_and_failures(string script, string expected) =>
        Assert.Equal(expected, FactText.Commands("a.sh", script));

    [Theory]
    [InlineData("bash -c 'apt-get update && x'", "bash [-c] [apt-get update && x]\napt-get [update]\nx")]
    [InlineData("bash -lc \"a \\\"b c\\\"\"", "bash [-lc] [a \"b c\"]\na [b c]")]
    [InlineData("bash <<'EOF'\na b\nEOF", "bash\na [b]")]
    [InlineData("cat <<EOF > x\na b\nEOF", "cat")]
    [InlineData("echo 'a; b'", "echo [a; b]")]
    [InlineData("sh script.sh <<EOF\na\nEOF", "sh [script.sh]")]
    [InlineData("x=$(a $(b))", "b ignored\na [?$(b)] ignored")]
    public void Text_handed_to_a_shell_is_commands_and_other_text_is_not(string script, string expected) =>
        Assert.Equal(expected, FactText.Commands("a.sh", script));

    [Fact]
    public void Spans_of_nested_text_lead_to_the_file()
    {
        const string Script = "sudo bash -c \"echo \\\"deb https://x y\\\" > /etc/apt/sources.list.d/x.list\"";
        var facts = FactText.Facts("a.sh", Script);
        var path = Assert.Single(facts.FileWrites).Path;
        Assert.Equal("/etc/apt/sources.list.d/x.list", Script.Substring(path.Span.Start, path.Span.Length));
        Assert.Equal("https://x", Assert.Single(facts.Repositories).Url);
    }

    [Theory]
    [InlineData("apt-get install -y curl=7.1 git:amd64 'libx*' cuda-toolkit-12-4", "Apt curl=7.1;Apt git;Apt libx*;Apt cuda-toolkit-12-4")]
    [InlineData("apt-get -o Dpkg::Options::=--force-confold install -t jammy git", "Apt git")]
    [InlineData("apt-get remove git", "")]
    [InlineData("apt-get install --dry-run git", "")]
    [InlineData("pip install -r requirements.txt torch==2.1 'Foo_Bar[x,Y]>=1; python_version<\"3\"' . ./x -e . git+https://a/b", "Pip torch==2.1;Pip foo-bar[x,y]>=1")]
    [InlineData("pip3.11 install --index-url https://x/y torch", "Pip torch")]
    [InlineData("uv pip install torch --torch-backend cu128", "Pip torch")]
    [InlineData("conda install -y -c nvidia cuda=12 pytorch::pytorch", "Conda cuda=12;Conda pytorch")]
    [InlineData("echo apt-get install git", "")]
    [InlineData("# apt-get install git", "")]
    public void Packages(string script, string expected) =>
        Assert.Equal(expected, string.Join(';', FactText.Facts("a.sh", script).Packages.Select(FactText.Show)));

    [Theory]
    [InlineData(
        "echo \"deb [signed-by=/k.gpg] https://a/b /\" | sudo tee /etc/apt/sources.list.d/a.list",
        "SourcesEntry https://a/b by /k.gpg")]
    [InlineData(
        "curl -s -L https://nvidia.github.io/libnvidia-container/stable/deb/nvidia-container-toolkit.list | sed 's#x#y#g' | sudo tee /etc/apt/sources.list.d/n.list",
        "SourcesFile https://nvidia.github.io/libnvidia-container/stable/deb/nvidia-container-toolkit.list")]
    [InlineData(
        "wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb",
        "Package https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb cuda:wsl-ubuntu")]
    [InlineData(
        "dpkg -i cuda-repo-ubuntu2204-12-4-local_12.4.1-550.54.15-1_amd64.deb",
        "Package ? cuda:ubuntu2204 local:12.4")]
    [InlineData("add-apt-repository -y ppa:graphics-drivers/ppa", "Command ppa:graphics-drivers/ppa")]
    [InlineData("echo 'deb https://a/b /' > notes.txt", "")]
    public void Repositories(string script, string expected) =>
        Assert.Equal(expected, string.Join(';', FactText.Facts("a.sh", script).Repositories.Select(FactText.Show)));

    [Theory]
    [InlineData("docker run --rm --gpus all -it nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi", "nvidia/cuda:12.4.1-base-ubuntu22.04")]
    [InlineData("docker run -p 80:80 --name x ubuntu", "ubuntu:")]
    [InlineData("docker --context x container run ubuntu", "ubuntu:")]
    [InlineData("docker run $OPTS ubuntu", "?")]
    [InlineData("docker run ${IMAGE}", "?")]
    [InlineData("docker ps", "")]
    public void Containers(string script, string expected) =>
        Assert.Equal(expected, string.Join(';', FactText.Facts("a.sh", script).ContainerRuns.Select(run => run.Reference is { } image ? $"{image.FullRepository}:{image.Tag}" : "?")));

    [Theory]
    [InlineData("wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb\ndpkg -i cuda-keyring_1.1-1_all.deb\nx", ScopeKind.Wsl)]
    [InlineData("cd /mnt/c/Users/me\nx", ScopeKind.Wsl)]
    [InlineData("export LD_LIBRARY_PATH=/usr/lib/wsl/lib:$LD_LIBRARY_PATH\nx", ScopeKind.Wsl)]
    [InlineData("cd /mnt/cache\nx", ScopeKind.Unknown)]
    [InlineData("cd /mnt/data/c/\nx", ScopeKind.Unknown)]
    [InlineData("echo 'see /mnt/c/Users'\nx", ScopeKind.Unknown)]
    [InlineData("if grep -qi microsoft /proc/version; then cd /mnt/c/x; fi\nx", ScopeKind.Unknown)]
    [InlineData("x", ScopeKind.Unknown)]
    public void Scope_follows_the_evidence(string script, ScopeKind expected) =>
        Assert.Equal(expected, FactText.Facts("a.sh", script).Commands[^1].Scope.Kind);

    [Theory]
    [InlineData("if grep -qi microsoft /proc/version; then x; else y; fi", ScopeKind.Wsl, ScopeKind.Unknown)]
    [InlineData("if [[ -n \"$WSL_DISTRO_NAME\" ]]; then x; else y; fi", ScopeKind.Wsl, ScopeKind.Unknown)]
    [InlineData("if ! grep -qi microsoft /proc/version; then x; else y; fi", ScopeKind.Unknown, ScopeKind.Unknown)]
    public void A_branch_that_asks_for_wsl_is_wsl(string script, ScopeKind then, ScopeKind otherwise)
    {
        var commands = FactText.Facts("a.sh", script).Commands;
        Assert.Equal(then, commands[^2].Scope.Kind);
        Assert.Equal(otherwise, commands[^1].Scope.Kind);
    }

    [Fact]
    public void A_declared_target_decides()
    {
        Assert.Equal(ScopeKind.Wsl, FactText.Facts("a.sh", "x", TargetPlatform.Wsl2).Commands[0].Scope.Kind);
        Assert.Equal(ScopeKind.LinuxHost, FactText.Facts("a.sh", "cd /mnt/c/x", TargetPlatform.Linux).Commands[0].Scope.Kind);
    }

    [Fact]
    public void A_value_shows_its_chain()
    {
        var word = FactText.Facts("a.sh", "A=12\nB=$A-4\necho $B").Commands[^1].Arguments[0];
        Assert.Equal("12-4", word.Value);
        Assert.Equal(["A", "B"], word.Origins.Select(static origin => origin.Variable));
        Assert.False(word.IsLiteral);
    }

    [Fact]
    public void An_option_has_the_place_of_its_value()
    {
        const string Script = "pip install --index-url=https://x torch";
        var option = FactText.Facts("a.sh", Script).Commands[0].Invocation?.Option("--index-url");
        Assert.Equal("https://x", option?.Value?.Value);
        Assert.Equal("https://x", Script.Substring(option!.Value!.Span.Start, option.Value.Span.Length));
    }

    [Theory]
    [InlineData("pip install $OPTIONS torch", true)]
    [InlineData("pip install \"$PACKAGE\" torch", false)]
    [InlineData("pip install torch", false)]
    public void Unknown_words_may_hide_options(string script, bool expected) =>
        Assert.Equal(expected, FactText.Facts("a.sh", script).Commands[0].Invocation?.HasUnknownWords);

    [Fact]
    public void A_prefix_sets_a_variable_for_one_command()
    {
        var facts = FactText.Facts("a.sh", "X=1 make\nmake");
        Assert.Equal("X", Assert.Single(facts.Commands[0].Assignments).Name);
        Assert.Empty(facts.Commands[1].Assignments);
        Assert.Equal(VariableSetKind.Prefix, Assert.Single(facts.Variables).Kind);
    }

    [Theory]
    [InlineData("printf 'deb %s %s\\n' a b > f", "deb a b\n")]
    [InlineData("printf '%s-%s' '%s' b > f", "%s-b")]
    [InlineData("printf 'a' > f", "a")]
    [InlineData("printf '%s' a b > f", null)]
    [InlineData("printf '%s' $X > f", null)]
    public void Text_of_printf_is_known_where_each_word_has_its_place(string script, string? expected) =>
        Assert.Equal(expected, Assert.Single(FactText.Facts("a.sh", script).FileWrites).Content);
}
