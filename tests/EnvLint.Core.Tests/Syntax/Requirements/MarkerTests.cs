using EnvLint.Syntax.Requirements;

namespace EnvLint.Core.Tests.Syntax.Requirements;

public sealed class MarkerTests
{
    private static readonly MarkerEnvironment Python311 = MarkerEnvironment.Linux with { PythonVersion = "3.11", PlatformMachine = "x86_64", ImplementationName = "cpython" };

    [Theory]
    [InlineData("python_version < '3.12'", MarkerResult.True)]
    [InlineData("python_version < '3.9'", MarkerResult.False)]
    [InlineData("python_version >= \"3.8\"", MarkerResult.True)]
    [InlineData("'3.8' <= python_version", MarkerResult.True)]
    [InlineData("python_version ~= '3.8'", MarkerResult.True)]
    [InlineData("python_version == '3.11.*'", MarkerResult.True)]
    [InlineData("python_version != '3.11'", MarkerResult.False)]
    [InlineData("python_version in '3.9 3.10'", MarkerResult.False)]
    [InlineData("python_version not in '3.9, 3.10'", MarkerResult.True)]
    [InlineData("python_full_version < '3.11.4'", MarkerResult.Unknown)]
    [InlineData("sys_platform == 'linux'", MarkerResult.True)]
    [InlineData("sys_platform == 'win32'", MarkerResult.False)]
    [InlineData("sys_platform != 'darwin'", MarkerResult.True)]
    [InlineData("'linux' in sys_platform", MarkerResult.True)]
    [InlineData("sys.platform == 'linux'", MarkerResult.True)]
    [InlineData("platform_system == 'Linux'", MarkerResult.True)]
    [InlineData("os_name == \"nt\"", MarkerResult.False)]
    [InlineData("platform_machine == 'aarch64'", MarkerResult.False)]
    [InlineData("platform_release >= '5.0'", MarkerResult.Unknown)]
    [InlineData("implementation_name == 'cpython'", MarkerResult.True)]
    [InlineData("extra == 'gpu'", MarkerResult.False)]
    [InlineData("sys_platform < 'm'", MarkerResult.Unknown)]
    [InlineData("sys_platform > '3'", MarkerResult.Unknown)]
    [InlineData("'a' == 'a'", MarkerResult.True)]
    [InlineData("sys_platform == 'linux' and python_version < '3.9'", MarkerResult.False)]
    [InlineData("sys_platform == 'linux' or python_version < '3.9'", MarkerResult.True)]
    [InlineData("python_version < '3.9' and sys_platform == 'linux' or platform_machine == 'x86_64'", MarkerResult.True)]
    [InlineData("python_version < '3.9' and (sys_platform == 'linux' or platform_machine == 'x86_64')", MarkerResult.False)]
    [InlineData("((python_version < '3.9') or ((sys_platform == 'linux')))", MarkerResult.True)]
    [InlineData("platform_release == 'x' and sys_platform == 'win32'", MarkerResult.False)]
    [InlineData("platform_release == 'x' and sys_platform == 'linux'", MarkerResult.Unknown)]
    [InlineData("platform_release == 'x' or sys_platform == 'linux'", MarkerResult.True)]
    [InlineData("platform_release == 'x' or sys_platform == 'win32'", MarkerResult.Unknown)]
    public void Conditions_hold_or_not_or_are_not_known(string marker, MarkerResult expected)
    {
        var requirement = Requirement.Parse("torch; " + marker);
        Assert.Empty(requirement.Errors);
        Assert.Equal(expected, requirement.Applies(Python311));
    }

    [Fact]
    public void Extras_compare_by_their_normal_names() =>
        Assert.Equal(MarkerResult.True, Requirement.Parse("x; extra == 'My_GPU'").Applies(MarkerEnvironment.Unknown with { Extra = "my-gpu" }));

    [Fact]
    public void Nothing_is_known_of_an_unknown_environment()
    {
        Assert.Equal(MarkerResult.Unknown, Requirement.Parse("x; python_version < '3' or sys_platform == 'linux'").Applies(MarkerEnvironment.Unknown));
        Assert.Equal(MarkerResult.False, Requirement.Parse("x; sys_platform == 'linux'").Applies(MarkerEnvironment.Windows));
        Assert.Equal(MarkerResult.True, Requirement.Parse("x").Applies(MarkerEnvironment.Unknown));
        Assert.Equal(MarkerResult.Unknown, Requirement.Parse("x; nonsense").Applies(MarkerEnvironment.Unknown));
    }

    [Fact]
    public void Parts_know_their_places()
    {
        const string Text = "x; (os_name == 'a' and  'b'  not   in os_name) or extra=='c'";
        var or = Assert.IsType<MarkerOr>(Requirement.Parse(Text).Marker);
        var and = Assert.IsType<MarkerAnd>(or.Items[0]);
        var comparison = Assert.IsType<MarkerComparison>(and.Items[1]);

        Assert.Equal("'b'", At(comparison.Left.Span));
        Assert.Equal("not   in", At(comparison.OperatorSpan));
        Assert.Equal("os_name == 'a' and  'b'  not   in os_name", At(and.Span));
        Assert.Equal("extra=='c'", At(or.Items[1].Span));

        static string At(EnvLint.Text.TextSpan span) => Text.Substring(span.Start, span.Length);
    }

    [Fact]
    public void Sixty_four_parentheses_are_taken_and_one_more_is_not()
    {
        Assert.Empty(Nested(64).Errors);
        Assert.Contains("too deep", Assert.Single(Nested(65).Errors).Message, StringComparison.Ordinal);

        static Requirement Nested(int count) => Requirement.Parse("x; " + new string('(', count) + "os_name == 'a'" + new string(')', count));
    }
}
