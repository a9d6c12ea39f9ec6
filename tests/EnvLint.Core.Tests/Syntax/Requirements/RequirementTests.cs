using EnvLint.Syntax.Requirements;

namespace EnvLint.Core.Tests.Syntax.Requirements;

public sealed class RequirementTests
{
    [Theory]
    [InlineData("torch", "torch")]
    [InlineData("  Torch  ", "torch")]
    [InlineData("Flash_Attn..x--y", "flash-attn-x-y")]
    [InlineData("torch==2.1", "torch ==2.1")]
    [InlineData("torch >= 2.1 , < 3", "torch >=2.1,<3")]
    [InlineData("torch (>=2.1,<3)", "torch >=2.1,<3")]
    [InlineData("torch(==2.1.*)", "torch ==2.1.*")]
    [InlineData("torch==2.1.0+cu118", "torch ==2.1.0+cu118")]
    [InlineData("torch>=2.1,", "torch >=2.1")]
    [InlineData("jax[cuda12]", "jax[cuda12]")]
    [InlineData("jax [ CUDA12_pip , k8s ] >= 0.4", "jax[cuda12-pip,k8s] >=0.4")]
    [InlineData("jax[]", "jax")]
    [InlineData("tensorflow[and-cuda]==2.15; python_version < '3.12'", "tensorflow[and-cuda] ==2.15 if python_version")]
    [InlineData("name @ https://x.org/a.whl", "name at https://x.org/a.whl")]
    [InlineData("name[a]@ git+https://x.org/a.git@v1 ; os_name=='nt'", "name[a] at git+https://x.org/a.git@v1 if os_name")]
    [InlineData("name @ https://x.org/a.whl; os_name == 'nt'", "name at https://x.org/a.whl if os_name")]
    [InlineData("name @ https://x.org/a.whl;os_name == 'nt'", "name at https://x.org/a.whl if os_name")]
    [InlineData("torch @ https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl", "torch at https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl =2.3.1+cu121")]
    [InlineData("https://x.org/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl#sha256=abc", "Link torch at https://x.org/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl#sha256=abc =2.3.1+cu121")]
    [InlineData("https://x.org/a.tar.gz ; os_name == 'nt'", "Link  at https://x.org/a.tar.gz if os_name")]
    [InlineData("https://x.org/a;b.tar.gz", "Link  at https://x.org/a;b.tar.gz")]
    [InlineData("git+https://github.com/x/Y.git@main#egg=My_Project[gpu]&subdirectory=z", "Link my-project at git+https://github.com/x/Y.git@main#egg=My_Project[gpu]&subdirectory=z")]
    [InlineData("git+ssh://git@github.com/x/y.git", "Link  at git+ssh://git@github.com/x/y.git")]
    [InlineData("file:///wheels/x.whl", "Link  at file:///wheels/x.whl")]
    [InlineData(".", "Path  at .")]
    [InlineData(".[dev,gpu]", "Path [dev,gpu] at .")]
    [InlineData("./wheels/torch-2.1.0-cp310-cp310-win_amd64.whl", "Path torch at ./wheels/torch-2.1.0-cp310-cp310-win_amd64.whl =2.1.0")]
    [InlineData("torch-2.1.0-cp310-cp310-win_amd64.whl[x]", "Path torch[x] at torch-2.1.0-cp310-cp310-win_amd64.whl =2.1.0")]
    [InlineData("wheels/a.tar.gz;os_name=='nt'", "Path  at wheels/a.tar.gz if os_name")]
    [InlineData("C:\\wheels\\a.whl", "Path  at C:\\wheels\\a.whl")]
    [InlineData("~/x", "Path  at ~/x")]
    public void Requirements_are_read(string text, string expected)
    {
        var requirement = Requirement.Parse(text);
        Assert.Empty(requirement.Errors);
        Assert.Equal(expected, Show(requirement));
    }

    [Theory]
    [InlineData("", "", "expected the name of a project")]
    [InlineData("[|==2.1|]", "", "expected the name of a project in place of '==2.1'")]
    [InlineData("torch[|=|]2.1", "torch", "'=' is no comparison: it is written '=='")]
    [InlineData("torch [|2.1|]", "torch", "expected a comparison such as '==' before '2.1'")]
    [InlineData("torch==[|2.1.x|]", "torch", "'2.1.x' is no version of PEP 440")]
    [InlineData("torch>=[|2.1.*|]", "torch", "'.*' goes with '==' and '!=' only, not with '>='")]
    [InlineData("torch>=2 [|<3|]", "torch", "expected ',' before '<3'")]
    [InlineData("torch[|[|]cuda", "torch", "'[' has no ']'")]
    [InlineData("torch[cuda [|x|]]", "torch", "expected ',' or ']' in place of 'x'")]
    [InlineData("torch[|(|]>=2", "torch", "'(' has no ')'")]
    [InlineData("torch(>=2) [|x|]", "torch", "expected ';' before 'x'")]
    [InlineData("torch[|-|]==2", "torch", "expected a comparison such as '==' before '-'")]
    [InlineData("torch [|@|]", "torch", "expected an address behind '@'")]
    [InlineData("torch @ https://x [|y|]", "torch", "expected ';' before 'y'")]
    [InlineData("torch; [|pythonversion|] < '3'", "torch", "'pythonversion' is no variable of a condition")]
    [InlineData("torch; python_version < [|3.8|]", "torch", "the text '3.8' needs quotes")]
    [InlineData("torch; python_version [|=|] '3.8'", "torch", "'=' is no comparison")]
    [InlineData("torch; python_version < [|'|]3.8", "torch", "the quotation mark is not closed")]
    [InlineData("torch; os_name == 'a' [|&|] os_name == 'b'", "torch", "expected 'and' or 'or' before '&'")]
    [InlineData("torch; [|(|]os_name == 'a'", "torch", "'(' has no ')'")]
    [InlineData("torch; os_name == 'a'[|)|]", "torch", "')' has no '('")]
    [InlineData("torch; os_name [|==|]", "torch", "expected a variable such as python_version, or a text in quotes")]
    [InlineData("torch[|;|]", "torch", "expected a variable such as python_version, or a text in quotes")]
    public void Mistakes_have_a_place_and_words(string markup, string name, string message)
    {
        var start = markup.IndexOf("[|", StringComparison.Ordinal);
        var end = markup.IndexOf("|]", StringComparison.Ordinal) - 2;
        var text = start < 0 ? markup : markup.Remove(end + 2, 2).Remove(start, 2);
        var requirement = Requirement.Parse(text);

        var error = Assert.Single(requirement.Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal(name, requirement.Name);
        if (start >= 0 && !message.StartsWith("expected a variable", StringComparison.Ordinal))
        {
            Assert.Equal(text[start..end], text.Substring(error.Span.Start, error.Span.Length));
        }
    }

    [Theory]
    [InlineData("torch>=2.1.*", true)]
    [InlineData("torch>2.1+cu118", true)]
    [InlineData("torch~=2.*", false)]
    [InlineData("torch=2.1", false)]
    [InlineData("torch==2.1.x", false)]
    public void What_old_installers_took_is_known(string text, bool wasTaken) => Assert.Equal(wasTaken, Assert.Single(Requirement.Parse(text).Errors).WasTaken);

    [Fact]
    public void Parts_know_their_places()
    {
        const string Text = " Torch [ Cuda , x ] ( >=2.1 , <3 ) ; python_version < \"3.12\" ";
        var requirement = Requirement.Parse(Text);

        Assert.Empty(requirement.Errors);
        Assert.Equal("Torch", At(requirement.NameSpan));
        Assert.Equal("[ Cuda , x ]", At(requirement.ExtrasSpan));
        Assert.Equal("Cuda", At(requirement.Extras[0].Span));
        Assert.Equal(">=2.1 , <3", At(requirement.SpecifiersSpan));
        Assert.Equal("<3", At(requirement.Specifiers.Specifiers[1].Span));
        Assert.Equal("python_version < \"3.12\"", At(requirement.MarkerSpan));
        Assert.Equal("https://x/y", Requirement.Parse("n @ https://x/y").Text.Substring(4, Requirement.Parse("n @ https://x/y").UrlSpan.Length));

        string At(EnvLint.Text.TextSpan span) => Text.Substring(span.Start, span.Length);
    }

    [Theory]
    [InlineData("torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl", "torch 2.3.1+cu121 [] cp311 cp311 linux_x86_64")]
    [InlineData("https://x/y/torch-2.3.1+cu121-cp311-cp311-manylinux_2_28_x86_64.whl?a=b-c#d", "torch 2.3.1+cu121 [] cp311 cp311 manylinux_2_28_x86_64")]
    [InlineData("flash_attn-2.5.8+cu122torch2.3cxx11abiFALSE-cp310-cp310-linux_x86_64.whl", "flash-attn 2.5.8+cu122torch2.3cxx11abifalse [] cp310 cp310 linux_x86_64")]
    [InlineData("x-1.0-1a-py2.py3-none-any.whl", "x 1.0 [1a] py2,py3 none any")]
    [InlineData("a\\b\\numpy-1.26.4-cp39-cp39-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", "numpy 1.26.4 [] cp39 cp39 manylinux_2_17_x86_64,manylinux2014_x86_64")]
    [InlineData("torch-2.3.1.tar.gz", null)]
    [InlineData("torch.whl", null)]
    [InlineData("torch-latest-cp311-cp311-linux_x86_64.whl", null)]
    [InlineData("a-1-2-3-4-5-6-7-8.whl", null)]
    [InlineData("https://x/torch-2.3.1-cp311-cp311-linux_x86_64.whl/", null)]
    public void File_names_of_wheels_are_read(string location, string? expected)
    {
        var wheel = WheelName.Of(location);
        Assert.Equal(expected, wheel is null ? null : $"{wheel.Name} {wheel.Version} [{wheel.Build}] {string.Join(',', wheel.PythonTags)} {string.Join(',', wheel.AbiTags)} {string.Join(',', wheel.PlatformTags)}");
    }

    private static string Show(Requirement requirement)
    {
        var text = requirement.Form is RequirementForm.Link or RequirementForm.Path ? requirement.Form + " " : "";
        text += requirement.Name;
        text += requirement.Extras.IsEmpty ? "" : $"[{string.Join(',', requirement.Extras.Select(static extra => extra.Name))}]";
        text += requirement.Specifiers.Specifiers.IsEmpty ? "" : " " + requirement.Specifiers;
        text += requirement.Url.Length == 0 ? "" : " at " + requirement.Url;
        text += requirement.Wheel is { } wheel ? " =" + wheel.Version : "";
        text += requirement.Marker is MarkerComparison marker ? " if " + marker.Left.Text : "";
        return text;
    }
}
