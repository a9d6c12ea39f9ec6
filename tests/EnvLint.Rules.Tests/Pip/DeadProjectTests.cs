using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class DeadProjectTests() : RuleTest<DeadProject>("setup.sh")
{
    [Theory]
    [InlineData("pip install [|sklearn|]", "pip install scikit-learn")]
    [InlineData("python3 -m pip install -U numpy [|skimage|]", "python3 -m pip install -U numpy scikit-image")]
    [InlineData("pip install [|cv2|] --extra-index-url https://download.pytorch.org/whl/cu124", "pip install opencv-python --extra-index-url https://download.pytorch.org/whl/cu124")]
    [InlineData("uv pip install '[|pytorch|]'", "uv pip install 'torch'")]
    public void Name_is_replaced(string markup, string fixedText) =>
        Reports(
            "#!/bin/bash\n" + markup.Replace("'[|pytorch|]'", "[|'pytorch'|]", StringComparison.Ordinal) + "\n",
            "#!/bin/bash\n" + fixedText + "\n",
            severity: Severity.Error,
            safety: FixSafety.Safe, crlf: false);

    [Fact]
    public void Version_makes_the_fix_a_suggestion() =>
        Reports("#!/bin/bash\npip install [|pytorch==1.13.1|]\n", "#!/bin/bash\npip install torch==1.13.1\n", severity: Severity.Error, safety: FixSafety.Suggested, crlf: false);

    [Theory]
    [InlineData("pip install [|cudatoolkit|]", Severity.Error)]
    [InlineData("pip install [|clip|]", Severity.Warning)]
    [InlineData("pip install [|detectron2|]", Severity.Warning)]
    public void Names_without_a_replacement(string markup, Severity severity) => Reports("#!/bin/bash\n" + markup + "\n", severity: severity, crlf: false);

    [Theory]
    [InlineData("pip install sklearn==0.0")]
    [InlineData("SKLEARN_ALLOW_DEPRECATED_SKLEARN_PACKAGE_INSTALL=True pip install sklearn")]
    [InlineData("export SKLEARN_ALLOW_DEPRECATED_SKLEARN_PACKAGE_INSTALL=True\npip install sklearn")]
    [InlineData("pip install scikit-learn torch opencv-python pillow")]
    [InlineData("pip install --no-build-isolation -e GroundingDINO")]
    [InlineData("uv pip install -e sam -e clip")]
    [InlineData("pip install dotenv==0.9.9 dotenv")]
    [InlineData("conda install pytorch opencv cudatoolkit=11.8 -c pytorch")]
    [InlineData("apt-get install -y python3-sklearn")]
    [InlineData("pip install nvidia-tensorrt --extra-index-url https://pypi.ngc.nvidia.com")]
    [InlineData("pip install nvidia-pyindex\npip install nvidia-tensorflow")]
    [InlineData("pip install --no-index --find-links=wheels faiss")]
    [InlineData("pip install detectron2 -f https://dl.fbaipublicfiles.com/detectron2/wheels/cu113/torch1.10/index.html")]
    [InlineData("export PIP_EXTRA_INDEX_URL=https://pypi.example.com/simple\npip install pytorch3d clip")]
    [InlineData("git clone https://github.com/facebookresearch/detectron2.git\npip install -e detectron2")]
    [InlineData("pip install --editable clip")]
    [InlineData("pip install ./clip git+https://github.com/openai/CLIP.git")]
    [InlineData("pip install 'detectron2 @ git+https://github.com/facebookresearch/detectron2.git'")]
    [InlineData("pip install tensorflow-gpu")]
    [InlineData("pip uninstall -y sklearn")]
    [InlineData("echo pip install sklearn")]
    public void Others_are_silent(string text) => IsSilent("#!/bin/bash\n" + text + "\n", crlf: false);

    [Fact]
    public void An_old_Python_still_has_it()
    {
        IsSilent("dependencies:\n  - python=3.10.13\n  - pip\n  - pip:\n    - faiss-gpu==1.7.2\n", file: "environment.yml");
        IsSilent("FROM python:3.9\nRUN pip install faiss-gpu\n", file: "Dockerfile");
        Reports("dependencies:\n  - python=3.12\n  - pip\n  - pip:\n    - [|faiss-gpu==1.7.2|]\n", severity: Severity.Warning, file: "environment.yml");
    }

    [Fact]
    public void A_version_that_only_the_placeholder_has_goes() => Reports("[|sklearn==0.0.post1|]\n", fixedText: "scikit-learn\n", file: "requirements.txt");
}
