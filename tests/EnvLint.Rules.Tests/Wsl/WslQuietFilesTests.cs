using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Rules.Tests.Wsl;

/// <summary>Files in which no rule at all may find anything.</summary>
public sealed class WslQuietFilesTests
{
    private static readonly Analyzer Engine = new(RuleCatalog.Instance);

    public static TheoryData<string, string> Files => new()
    {
        { ".wslconfig", "" },
        { ".wslconfig", "\n\n# nothing\n" },
        { "wsl.conf", "# nothing\n" },

        // Case, blanks, tabs.
        { ".wslconfig", "[WSL2]\n\tMEMORY = 4GB\n  Processors\t=\t4  \n[Experimental]\nAUTOMEMORYRECLAIM=DROPCACHE\n" },

        // Comments behind a header, a value, and right at it.
        { ".wslconfig", "[wsl2] # all\nmemory=4GB # half\nswap=0# none\n#kernel=x\n" },
        { "wsl.conf", "[boot] # start\nsystemd=true # yes\n[user]\ndefault=me # main\n" },

        // Sizes.
        { ".wslconfig", "[wsl2]\nmemory=24G\nswap=0\n" },
        { ".wslconfig", "[wsl2]\nmemory=16777216K\nswap=0GB\ndefaultVhdSize=2TB\n" },
        { ".wslconfig", "[wsl2]\nmemory=8589934592\n" },
        { ".wslconfig", "[wsl2]\nmemory=0\nswap=\"8GB\"\n" },

        // Booleans as digits, and real keys that are little known.
        { ".wslconfig", "[wsl2]\ngpuSupport=1\nguiApplications=0\nlocalhostForwarding=TRUE\n" },
        { ".wslconfig", "[wsl2]\nkernel=C:\\\\wsl\\\\k\nkernelModules=C:\\\\wsl\\\\m.vhdx\n" },
        { ".wslconfig", "[wsl2]\nvmIdleTimeout=-1\n[general]\ninstanceIdleTimeout=-1\n" },
        { ".wslconfig", "[wsl2]\nnetworkingMode=bridged\nvmSwitch=WSL Bridge\nipv6=true\nmacAddress=00:15:5D:12:34:56\n" },
        { ".wslconfig", "[wsl2]\nnetworkingMode=virtioproxy\n" },
        { ".wslconfig", "[wsl2]\ndnsTunneling=false\ndnsProxy=false\n" },
        { ".wslconfig", "[wsl2]\nkernelBootTimeout=60000\nisolateDistroCgroup=false\nloadKernelModules=nf_tables,overlay\n[general]\ndistributionInstallPath=D:\\\\wsl\n" },

        // The old homes of four keys.
        { ".wslconfig", "[experimental]\nnetworkingMode=mirrored\ndnsTunneling=true\nautoProxy=false\nhostAddressLoopback=true\nignoredPorts=3000, 9000\n" },
        { ".wslconfig", "[experimental]\nfirewall=false\n" },

        // Reopened and empty sections, unknown ones without keys, no line end at the end.
        { ".wslconfig", "[wsl2]\nmemory=4GB\n[experimental]\n[wsl2]\nprocessors=2" },
        { ".wslconfig", "[foo]\n" },

        // Forward slashes, servers, quotes around a path.
        { ".wslconfig", "[wsl2]\nswapFile=D:/wsl/swap.vhdx\nkernel=\"C:\\\\Program Files\\\\k # 1\"\n" },
        { ".wslconfig", "[wsl2]\nkernel=\\\\\\\\server\\\\share\\\\k\n" },
        { ".wslconfig", "[wsl2]\nswapFile=E:\\\\wsl-b\\\nuild\\\\swap.vhdx # c\n" },
        { ".wslconfig", "[wsl2]\nkernelCommandLine=cgroup_no_v1=all systemd.unified_cgroup_hierarchy=1\n" },

        // Commands: a semicolon, single quotes, a continuation, braces and variables of their own.
        { "wsl.conf", "[boot]\ncommand=mkdir -p /run/x; mount /run/x // y\n" },
        { "wsl.conf", "[boot]\ncommand=sh -c 'echo hi'\n" },
        { "wsl.conf", "[boot]\ncommand=\"service docker start\"\n" },
        { "wsl.conf", "[boot]\ncommand=docker ps --format '{{.Names}}' > ${LOG}\n" },
        { "wsl.conf", "[automount]\nroot=/\noptions=\"metadata,umask=22,fmask=11\"\nldconfig=true\n[filesystem]\numask=0022\n" },
        { "wsl.conf", "[network]\nhostname=my.box\ngenerateResolvConf=false\n[interop]\nenabled=false\nappendWindowsPath=0\n" },
        { "wsl.conf", "[fileServer]\nenabled=true\nlogLevel=4\n[gpu]\nenabled=true\n[time]\nuseWindowsTimezone=true\n[general]\nguiApplications=true\n" },

        // Other things of the same name.
        { "etc/binfmt.d/wsl.conf", ":WSLInterop:M::MZ::/init:PF\n" },
        { "wsl.conf", "{{ if .wsl }}\n[boot]\nsystemd = {{ .systemd }}\n{{ end }}\n" },
        { "wsl.conf", "[user]\ndefault=${USERNAME}\n" },
        { "wsl.conf", "[user]\ndefault=@user@\n[boot]\nsystemd=yes\n" },
        { ".wslconfig", "{% if big %}\n[wsl2]\nmemory = {{ memory }}\n{% endif %}\n" },
        { "wsl.conf", "nameserver 1.1.1.1\nnameserver 8.8.8.8\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void No_rule_speaks(string path, string text)
    {
        foreach (var content in new[] { text, text.Contains("\\\n", StringComparison.Ordinal) ? text : text.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            var source = new SourceText(path, content);
            var result = Engine.AnalyzeFile(source, ManifestClassifier.Classify(path, content), target: null, CancellationToken.None);
            Assert.True(result.Diagnostics.IsEmpty, DiagnosticText.Concise(result.Diagnostics));
        }
    }

    [Fact]
    public void A_byte_order_mark_in_wslconfig_is_fine()
    {
        foreach (var encoding in new[] { TextEncoding.Utf8Bom, TextEncoding.Utf16LittleEndian })
        {
            var result = Engine.AnalyzeFile(new SourceText(".wslconfig", "[wsl2]\nmemory=8GB\n", encoding), ManifestKind.WslGlobalConfig, target: null, CancellationToken.None);
            Assert.True(result.Diagnostics.IsEmpty, DiagnosticText.Concise(result.Diagnostics));
        }
    }

    /// <summary>What WSL only mentions at each start is no error.</summary>
    [Theory]
    [InlineData("[wsl2]\npageReporting=true\n")]
    [InlineData("[experimental]\nsparseVhd=true\n")]
    [InlineData("[wsl2]\nnetworkingMode=mirrored\nlocalhostForwarding=true\n")]
    public void What_WSL_mentions_itself_is_one_info(string text)
    {
        var result = Engine.AnalyzeFile(new SourceText(".wslconfig", text), ManifestKind.WslGlobalConfig, target: null, CancellationToken.None);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("WSL016", finding.Rule.Code);
        Assert.Equal(Diagnostics.Severity.Info, finding.Severity);
    }

    /// <summary>One cause, one finding.</summary>
    [Theory]
    [InlineData(".wslconfig", "[wsl2]\n; note\nmemory=4GB\n", "WSL002")]
    [InlineData(".wslconfig", "[wsl2] ; main\nmemory=4GB\nswap=0\n", "WSL002")]
    [InlineData(".wslconfig", "[wsl2]\nprocessors=4 ; x\n", "WSL002")]
    [InlineData("wsl.conf", "; note\n[boot]\nsystemd=yes\n; b\n", "WSL002")]
    [InlineData(".wslconfig", "[ wsl2 ]\nmemory=4GB\nfoo=1\n", "WSL006")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8\u00A0GB\n", "WSL003")]
    [InlineData(".wslconfig", "[wsl2]\n\u00A0memory=8GB\n", "WSL003")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8gb\nmemory=8GB\n", "WSL005 WSL007")]
    [InlineData(".wslconfig", "[wsl2]\nkernel=C:\\Users\\%USERNAME%\\k\nkernelModules=C:\\\\m.vhdx\n", "WSL004")]
    [InlineData(".wslconfig", "[wsl2]\nkernel=C:\\build\\k\n", "WSL004")]
    [InlineData(".wslconfig", "[wsl2]\nmacAddress=1\nnetworkingMode=bridged\nvmSwitch=x\n", "WSL010")]
    [InlineData(".wslconfig", "memory=8GB\nswap=0\n[wsl2]\n", "WSL008")]
    [InlineData(".wslconfig", "wsl2.memory=8GB\n", "WSL008")]
    [InlineData(".wslconfig", "[system-distro-env]\nLIBGL=1\n", "WSL008")]
    [InlineData("wsl.conf", "[wsl2]\nmemory=8GB\nprocessors=4\n", "WSL008")]
    [InlineData("wsl.conf", "export DISPLAY=:0\n[boot]\nsystemd=true\n", "WSL001")]
    [InlineData(".wslconfig", "[wsl2]\nnetworkingMode=bridged\nvmSwitch=\n", "WSL017")]
    [InlineData(".wslconfig", "[wsl2]\nswapFile=%TEMP%\\\\ext4.vhdx\n", "WSL019")]
    public void One_cause_is_one_finding(string path, string text, string codes)
    {
        var result = Engine.AnalyzeFile(new SourceText(path, text), ManifestClassifier.Classify(path, text), target: null, CancellationToken.None);
        Assert.Equal(codes, string.Join(' ', result.Diagnostics.Select(static diagnostic => diagnostic.Rule.Code)));
    }
}
