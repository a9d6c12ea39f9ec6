using EnvLint.LanguageServer.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.LanguageServer.Tests.Documents;

public sealed class DocumentAddressTests
{
    [Theory]
    [InlineData("file:///home/x/Dockerfile", "/home/x/Dockerfile")]
    [InlineData("FILE:///home/x/Dockerfile", "/home/x/Dockerfile")]
    [InlineData("file:/home/x/Dockerfile", "/home/x/Dockerfile")]
    [InlineData("file://localhost/home/x", "/home/x")]
    [InlineData("file:///home/a%20b/%23c%25d+e", "/home/a b/#c%d+e")]
    [InlineData("file:///home/a#b?c", "/home/a#b?c")]
    [InlineData("file:///home/%C3%BC/%E6%97%A5%E6%9C%AC/%F0%9F%98%80", "/home/ü/日本/😀")]
    [InlineData("file:///home/%c3%bc", "/home/ü")]
    [InlineData("file:///home/ü", "/home/ü")]
    [InlineData("file:///home/100%", "/home/100%")]
    [InlineData("file:///home//x/./y/../z/", "/home/x/z")]
    [InlineData("file:///../../etc", "/etc")]
    [InlineData("file:///a%5Cb", @"/a\b")]
    [InlineData("file:///", "/")]
    public void AFileOfLinuxHasAPath(string uri, string path)
    {
        var address = DocumentAddress.Of(uri, isWindows: false);
        Assert.Equal(path, address.FullPath);
        Assert.Equal(uri, address.Uri);
        Assert.Equal(path[(path.LastIndexOf('/') + 1)..], address.Name);
        Assert.False(address.IsUntitled);
    }

    [Theory]
    [InlineData("file:///C:/x/Dockerfile", @"C:\x\Dockerfile")]
    [InlineData("file:///c%3A/x/Dockerfile", @"C:\x\Dockerfile")]
    [InlineData("file:///C%3a/x/Dockerfile", @"C:\x\Dockerfile")]
    [InlineData("file:///c|/x/Dockerfile", @"C:\x\Dockerfile")]
    [InlineData("file:///c:/a%20b/%23c/", @"C:\a b\#c")]
    [InlineData("file:///c:", @"C:\")]
    [InlineData("file:///c:/x/../y", @"C:\y")]
    [InlineData("file://wsl$/Ubuntu/home/x", @"\\wsl$\Ubuntu\home\x")]
    [InlineData("file://wsl%24/Ubuntu/home/x", @"\\wsl$\Ubuntu\home\x")]
    [InlineData("file://wsl.localhost/Ubuntu/home/x", @"\\wsl.localhost\Ubuntu\home\x")]
    [InlineData("file:////server/share/x", @"\\server\share\x")]
    [InlineData("file://server/share/x", @"\\server\share\x")]
    public void AFileOfWindowsHasAPath(string uri, string path) => Assert.Equal(path, DocumentAddress.Of(uri, isWindows: true).FullPath);

    [Theory]
    [InlineData("file:///C:/x/Dockerfile", "Dockerfile", false)]
    [InlineData("file:///c%3A/x/%C3%BCb%20a.yml", "üb a.yml", false)]
    [InlineData("file://wsl$/Ubuntu/home/x/Dockerfile", "Dockerfile", false)]
    [InlineData("file://wsl.localhost/Ubuntu/requirements.txt", "requirements.txt", false)]
    [InlineData("untitled:Untitled-1", "Untitled-1", true)]
    [InlineData("untitled:/home/x/Dockerfile", "Dockerfile", true)]
    [InlineData("vscode-remote://wsl%2Bubuntu/home/x/Dockerfile", "Dockerfile", false)]
    [InlineData("vscode-userdata:/home/x/settings.json?a=/b", "settings.json", false)]
    [InlineData("git:/home/x/Dockerfile?%7B%22ref%22%3A%22~%22%7D", "Dockerfile", false)]
    [InlineData("file:///home/%FF%FE", "%FF%FE", false)]
    [InlineData("file:///home/a%00b", "a\0b", false)]
    [InlineData("/home/x/Dockerfile", "Dockerfile", false)]
    [InlineData(@"C:\x\Dockerfile", "Dockerfile", false)]
    [InlineData("1:x", "1:x", false)]
    [InlineData("", "", false)]
    [InlineData(":", ":", false)]
    public void WhatIsNoFileOfLinuxHasANameAndNoPath(string uri, string name, bool isUntitled)
    {
        var address = DocumentAddress.Of(uri, isWindows: false);
        Assert.Null(address.FullPath);
        Assert.Equal(name, address.Name);
        Assert.Equal(isUntitled, address.IsUntitled);
    }

    [Theory]
    [InlineData("file:///home/x")]
    [InlineData("untitled:Untitled-1")]
    [InlineData("vscode-remote://wsl%2Bubuntu/c:/x")]
    public void WhatHasNoDriveIsNoFileOfWindows(string uri) => Assert.Null(DocumentAddress.Of(uri, isWindows: true).FullPath);

    [Theory]
    [InlineData("file:///C:/x/Dockerfile", "file:///c%3A/X/dockerfile", true)]
    [InlineData("file:///C%3a/x", "file:///c:/x/", true)]
    [InlineData("file://wsl$/Ubuntu/x", "file://wsl.localhost/Ubuntu/x", true)]
    [InlineData("file://wsl%24/Ubuntu/x", "file://WSL$/Ubuntu/x", true)]
    [InlineData("file:///home/a%20b", "file:///home/a b", true)]
    [InlineData("file:///home/%c3%bc", "file:///home/%C3%BC", true)]
    [InlineData("vscode-remote://wsl%2Bubuntu/x", "vscode-remote://wsl%2bubuntu/x", true)]
    [InlineData("file://wsl$/Ubuntu/x", "file://wsl$/Ubuntu/X", false)]
    [InlineData("file:///home/x", "file:///home/X", false)]
    [InlineData("file:///C:/x", "file:///D:/x", false)]
    [InlineData("untitled:Untitled-1", "untitled:Untitled-2", false)]
    [InlineData("/home/x", "file:///home/x", false)]
    [InlineData("git:/x/a%2Fb", "git:/x/a/b", false)]
    public void TwoAreOneDocumentThatLeadToTheSame(string left, string right, bool areSame)
    {
        var (one, other) = (DocumentAddress.Of(left, isWindows: false), DocumentAddress.Of(right, isWindows: false));
        Assert.Equal(areSame, one.Equals(other));
        Assert.True(!areSame || one.GetHashCode() == other.GetHashCode());
    }

    [Theory]
    [InlineData("/home/x/Dockerfile", "file:///home/x/Dockerfile")]
    [InlineData("/a b/#c%d+e?", "file:///a%20b/%23c%25d%2Be%3F")]
    [InlineData("/ü/日", "file:///%C3%BC/%E6%97%A5")]
    public void AFileOfLinuxHasAUri(string path, string uri) => Assert.Equal(uri, DocumentAddress.OfPath(path, isWindows: false).Uri);

    [Theory]
    [InlineData(@"C:\x\a b", "file:///C%3A/x/a%20b")]
    [InlineData(@"\\wsl$\Ubuntu\home", "file://wsl%24/Ubuntu/home")]
    public void AFileOfWindowsHasAUri(string path, string uri)
    {
        var address = DocumentAddress.OfPath(path, isWindows: true);
        Assert.Equal(uri, address.Uri);
        Assert.Equal(path, address.FullPath);
    }

    [Fact]
    public void APathComesBackFromItsUri()
    {
        // Names of one part at least that are no dots; a name may hold all but a slash and a zero.
        var names = ArbMap.Default.GeneratorFor<string>().Select(static text => new string([.. (text ?? "").Where(static letter => letter is not ('/' or '\0') && !char.IsSurrogate(letter))]) + "x");
        var paths = names.NonEmptyListOf().Select(static parts => "/" + string.Join('/', parts));
        Prop.ForAll(paths.ToArbitrary(), static path =>
        {
            // "/c:/x" is a path of Windows, whoever has it.
            var isDrive = path.Length > 2 && char.IsAsciiLetter(path[1]) && path[2] is ':' or '|';
            return isDrive || DocumentAddress.OfPath(path, isWindows: false).FullPath == path;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void NoTextIsTooOddToBeRead() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<string>().Select(static text => "file:" + text).ToArbitrary(), static uri =>
        {
            foreach (var isWindows in new[] { false, true })
            {
                Assert.Equal(uri, DocumentAddress.Of(uri, isWindows).Uri);
                Assert.NotNull(DocumentAddress.Of(uri["file".Length..], isWindows).Name);
            }
        }).QuickCheckThrowOnFailure();
}
