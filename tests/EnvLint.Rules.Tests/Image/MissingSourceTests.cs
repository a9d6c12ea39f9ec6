using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class MissingSourceTests() : RuleTest<MissingSource>("Dockerfile")
{
    protected override bool KnowsProject => true;

    [Fact]
    public void A_file_that_is_not_in_the_context()
    {
        Beside("app/main.py", "");
        Reports(
            "FROM debian:12\nCOPY app /app\nCOPY [|start.py|] /start.py\n",
            message: "'start.py' is not in the build context (the root of the project), and nothing in the project makes it",
            confidence: Confidence.Medium);
        Reports("FROM debian:12\nADD app /app\nADD [[|\"app/other.py\"|], \"/start.py\"]\n", file: "Dockerfile");
        Reports("FROM debian:12 AS a\nCOPY app /app\nFROM a\nCOPY --from=a /x.py /\nCOPY --chown=1:1 [|./../start.py|] /\n");
    }

    [Fact]
    public void The_context_is_the_folder_that_a_build_names()
    {
        Beside("docker/setup.py", "");
        Beside("docker/Dockerfile", "FROM debian:12\nCOPY start.py /\n");
        Beside("docker/run.sh", "");
        Beside("README.md", "# A\n```bash\ndocker build docker\n```\n");
        Reports(
            "FROM debian:12\nCOPY [|start.py|] /\n",
            message: "'start.py' is not in the build context ('docker/'), and nothing in the project makes it",
            confidence: Confidence.High,
            file: "docker/Dockerfile");
        Beside("scripts/build.sh", "docker build -f docker/Dockerfile .\n");
        IsSilent("FROM debian:12\nCOPY start.py /\n", file: "docker/Dockerfile");
    }

    [Fact]
    public void A_name_in_other_letter_case()
    {
        Beside("app/main.py", "");
        Beside("Requirements.txt", "");
        Reports(
            "FROM debian:12\nCOPY [|requirements.txt|] /app/\nCOPY app /app\n",
            "FROM debian:12\nCOPY Requirements.txt /app/\nCOPY app /app\n",
            message: "'requirements.txt' is not in the build context (the root of the project): the name there is 'Requirements.txt', and letter case counts",
            safety: FixSafety.Suggested);
        Reports("FROM debian:12\nCOPY [|App/main.py|] /app/\n", "FROM debian:12\nCOPY app/main.py /app/\n");
        Reports("FROM debian:12\nARG N=requirements.txt\nCOPY [|$N|] /app/\n");
    }

    [Fact]
    public void A_file_that_is_left_out()
    {
        Beside("app/main.py", "");
        Beside("docs/a.md", "");
        Beside(".dockerignore", "# only these\n*\n!app\n");
        var found = Reports("FROM debian:12\nCOPY app /app\nCOPY [|docs/a.md|] /\n", message: "'docs/a.md' is not in the build context: '.dockerignore' leaves it out");
        Assert.Equal((".dockerignore", "*"), (found[0].Related[0].Source.Path, found[0].Related[0].Source.ToString(found[0].Related[0].Span)));

        // The file beside the Dockerfile wins.
        Beside("Dockerfile.dockerignore", "app\n");
        Reports("FROM debian:12\nCOPY [|app|] /app\nCOPY docs/a.md /\n", message: "'app' is not in the build context: 'Dockerfile.dockerignore' leaves it out");
    }

    [Fact]
    public void What_is_there()
    {
        Beside("app/main.py", "");
        Beside("start.py", "");
        Beside(".dockerignore", "*.md\n**/*.pyc\n*\n!app\n!start.py\n");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY ./start.py app/main.py /app/\nCOPY . /all\nCOPY /start.py /b\n");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY ../start.py /app/\n");
    }

    [Fact]
    public void What_is_no_plain_file()
    {
        Beside("app/main.py", "");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY *.txt /app/\nCOPY requirements.tx[t] /app/\nCOPY start.py* /\n");
        IsSilent("FROM debian:12\nCOPY app /app\nARG F\nCOPY $F /app/\nADD https://example.org/a.py /a.py\nADD git@github.com:o/r.git /r\n");
        IsSilent("FROM debian:12 AS a\nCOPY app /app\nFROM debian:12\nCOPY --from=a /start.py /\nCOPY --from=nginx:1.27 start.py /\nCOPY <<EOF /start.py\nx\nEOF\n");
        IsSilent("FROM debian:12\nARG NAME=start\nCOPY app /app\nCOPY ${NAME}.py /start.py\n");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY {{ name }}.py @NAME@.py /\n");
        IsSilent("FROM debian:12\nCOPY app /app\nRUN --mount=type=bind,source=start.py,target=/s.py python /s.py\n");
        IsSilent("FROM debian:12\nCOPY app /app\nONBUILD COPY start.py /\n");
    }

    [Fact]
    public void What_may_be_made()
    {
        Beside("app/main.py", "");
        Beside(".gitignore", "config.py\n");
        Beside("Makefile", "settings.yaml:\n\tcp settings.example.yaml $@\n");
        Beside(".gitmodules", "[submodule \"x\"]\n\tpath = sub/x\n\turl = https://example.org/x\n");
        foreach (var name in (string[])["dist/a.py", "a.whl", "target/app.jar", "build/", "node_modules", ".env", "tls.crt", "model.pt", "weights/a.txt", "server", "config.py", "settings.yaml", "sub/x/setup.py", "version.txt", "secrets.json"])
        {
            IsSilent($"FROM debian:12\nCOPY app /app\nCOPY {name} /x/\n");
        }
    }

    [Fact]
    public void A_context_that_is_not_certain()
    {
        // Nothing else shows where the files are looked for.
        Beside("app/main.py", "");
        IsSilent("FROM debian:12\nCOPY start.py /start.py\n");
        IsSilent("FROM debian:12\nCOPY . /app\nCOPY start.py /start.py\n");

        // Two are missing: another folder.
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY a.py b.py /x/\n");

        // One lies here, the other there: a script puts them together.
        Beside("docker/entry.py", "");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY entry.py /\n", file: "docker/Dockerfile");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY start.py /\n", file: "tests/Dockerfile");
    }

    [Fact]
    public void A_build_elsewhere()
    {
        Beside("app/main.py", "");
        Beside("src/start.py", "");
        Beside("src/app/main.py", "");
        Beside("build.sh", "docker build -f Dockerfile src\n");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY start.py /\n");

        // A context that has nothing of it is another one.
        Beside("build.sh", "docker build -f Dockerfile docs\n");
        Beside("docs/a.md", "");
        Beside("docs/b.md", "");
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY begin.py /\n");
    }

    [Fact]
    public void A_Dockerfile_alone()
    {
        IsSilent("FROM debian:12\nCOPY app /app\nCOPY start.py /\n");
        Beside("compose.yaml", "services:\n  a:\n    build: .\n");
        IsSilent("FROM debian:12\nCOPY start.py /\n");
    }
}
