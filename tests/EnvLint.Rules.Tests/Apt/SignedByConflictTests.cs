using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class SignedByConflictTests() : RuleTest<SignedByConflict>("setup.sh")
{
    private const string Plain = "echo 'deb https://x.example.com/apt stable main' > /etc/apt/sources.list.d/a.list\n";
    private const string Signed = "echo 'deb [signed-by=/usr/share/keyrings/x.gpg] https://x.example.com/apt stable main' > /etc/apt/sources.list.d/b.list";

    [Theory]
    [InlineData(Plain + "[|" + Signed + "|]")]
    [InlineData("echo 'deb [signed-by=/usr/share/keyrings/old.gpg] https://x.example.com/apt/ stable main' > /etc/apt/sources.list.d/a.list\n[|" + Signed + "|]")]
    [InlineData("add-apt-repository 'deb https://x.example.com/apt stable main'\n[|" + Signed + "|]")]
    public void Same_repository_with_other_keyrings(string markup) => Reports("#!/bin/bash\n" + markup + "\n", crlf: false);

    [Fact]
    public void Keyring_package_brings_a_list_of_its_own() =>
        Reports(
            """
            #!/bin/bash
            wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/cuda-keyring_1.1-1_all.deb
            dpkg -i cuda-keyring_1.1-1_all.deb
            [|echo "deb https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/ /" > /etc/apt/sources.list.d/cuda.list|]

            """, crlf: false);

    [Theory]
    [InlineData(Signed)]
    [InlineData(Plain + "echo 'deb [signed-by=/usr/share/keyrings/x.gpg] https://x.example.com/apt other main' > /etc/apt/sources.list.d/b.list")]
    [InlineData(Plain + "echo 'deb [signed-by=/usr/share/keyrings/x.gpg] https://y.example.com/apt stable main' > /etc/apt/sources.list.d/b.list")]
    [InlineData(Plain + "rm -f /etc/apt/sources.list.d/a.list\n" + Signed)]
    [InlineData(Plain + "rm /etc/apt/sources.list.d/*\n" + Signed)]
    [InlineData(Plain + "echo 'deb [signed-by=/usr/share/keyrings/x.gpg] https://x.example.com/apt stable main' > /etc/apt/sources.list.d/a.list")]
    [InlineData("if [ -n \"$OLD\" ]; then\n" + Plain + "else\n" + Signed + "\nfi")]
    [InlineData(Plain + "echo \"deb [signed-by=$KEYRING] https://x.example.com/apt stable main\" > /etc/apt/sources.list.d/b.list")]
    public void Lists_that_agree_are_silent(string text) => IsSilent("#!/bin/bash\n" + text + "\n", crlf: false);
}
