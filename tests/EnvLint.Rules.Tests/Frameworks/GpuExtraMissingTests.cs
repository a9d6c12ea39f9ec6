using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class GpuExtraMissingTests() : RuleTest<GpuExtraMissing>("setup.sh")
{
    private const string Gpu = "platform=wsl2,gpu=RTX 3060";

    [Fact]
    public void Jax_in_a_CUDA_image() => Reports(
        "FROM nvidia/cuda:12.6.3-base-ubuntu22.04\nRUN pip install [|jax==0.6.0|] flax\n",
        "FROM nvidia/cuda:12.6.3-base-ubuntu22.04\nRUN pip install 'jax[cuda12]==0.6.0' flax\n",
        "jax without an extra is for the CPU, and the image nvidia/cuda is for a GPU",
        safety: FixSafety.Safe,
        file: "Dockerfile");

    [Fact]
    public void Jax_on_a_target_with_a_GPU() => Reports("pip install -U [|\"jax\"|]\n", "pip install -U \"jax[cuda12]\"\n", "jax without an extra is for the CPU, and the target has a GPU", target: Gpu);

    [Fact]
    public void TensorFlow_on_a_target_with_a_GPU() => Reports(
        "pip install [|tensorflow==2.16.1|]\n",
        "pip install 'tensorflow[and-cuda]==2.16.1'\n",
        "TensorFlow without the extra brings no CUDA libraries, so that it needs the system's CUDA 12.3 and cuDNN 8.9, and the target has a GPU",
        Severity.Info,
        target: Gpu);

    [Fact]
    public void TensorFlow_in_an_image_without_CUDA() => Reports(
        "FROM python:3.11-slim\nRUN pip install [|tensorflow==2.16.1|]\n",
        "FROM python:3.11-slim\nRUN pip install 'tensorflow[and-cuda]==2.16.1'\n",
        "TensorFlow without the extra brings no CUDA libraries and finds none, and the target has a GPU",
        Severity.Warning,
        target: Gpu,
        file: "Dockerfile");

    [Fact]
    public void Jax_in_a_requirements_file_may_not_be_alone() => Reports(
        "[|jax==0.6.0|]\nflax\n", "jax[cuda12]==0.6.0\nflax\n", severity: Severity.Info, target: Gpu, file: "requirements.txt");

    [Fact]
    public void Requirements_file_on_a_target_with_a_GPU() => Reports(
        "numpy\n[|tensorflow >= 2.16|]\n", "numpy\ntensorflow[and-cuda] >= 2.16\n", severity: Severity.Info, target: Gpu, file: "requirements.txt");

    [Fact]
    public void Extra_that_is_gone() => Reports(
        "pip install [|\"jax[cuda12_pip]\"|] -f https://storage.googleapis.com/jax-releases/jax_cuda_releases.html\n",
        "pip install \"jax[cuda12]\" -f https://storage.googleapis.com/jax-releases/jax_cuda_releases.html\n",
        "jax 0.11.0 has no extra 'cuda12-pip': pip only warns and installs jax for the CPU",
        safety: FixSafety.Safe);

    [Fact]
    public void Lower_bounds_beside_it_hold_nothing_back() => Reports(
        "pip install [|'jax[cuda12_pip]'|] 'numpy>=1.22' flax\n", "pip install 'jax[cuda12]' 'numpy>=1.22' flax\n", safety: FixSafety.Safe);

    [Fact]
    public void Extra_of_an_old_CUDA() => Reports("pip install [|'jax[cuda11_pip]==0.4.30'|]\n", "pip install 'jax[cuda12]==0.4.30'\n", safety: FixSafety.Suggested);

    [Fact]
    public void Extra_that_is_not_there_yet() => Reports("pip install [|'jax[cuda13]==0.6.0'|]\n", "pip install 'jax[cuda12]==0.6.0'\n");

    [Fact]
    public void Extra_that_never_was() => Reports("pip install [|'jax[gpu]'|]\n", "pip install 'jax[cuda12]'\n", "jax 0.11.0 has no extra 'gpu': pip only warns and installs jax for the CPU");

    [Fact]
    public void In_a_guide_for_the_GPU() => Reports("# For GPU\n\n```bash\npip install [|jax|]\n```\n", "# For GPU\n\n```bash\npip install 'jax[cuda12]'\n```\n", target: Gpu, file: "README.md");

    [Theory]
    [InlineData("```bash\n# For CPU\npip install tensorflow\n# For GPU\npip install 'tensorflow[and-cuda]'\n```\n")]
    [InlineData("* CPU only:\n\n  ```bash\n  pip install -U jax\n  ```\n")]
    [InlineData("### CPU\n\n```bash\npip install tensorflow\n```\n")]
    public void What_a_guide_has_for_the_CPU(string guide) => IsSilent(guide, target: Gpu, file: "README.md");

    [Theory]
    [InlineData("pip install jax")]
    [InlineData("pip install tensorflow")]
    [InlineData("pip install 'jax[cuda12]'")]
    [InlineData("pip install 'jax[cuda13]==0.8.0'")]
    [InlineData("pip install 'jax[cuda12-local]'")]
    [InlineData("pip install 'jax[cuda12_pip]==0.5.3'")]
    [InlineData("pip install 'jax[cuda11_pip]==0.4.20'")]
    [InlineData("pip install 'jax[cuda]'")]
    [InlineData("pip install 'jax[tpu]'")]
    [InlineData("pip install 'jax[cuda99]'")]
    [InlineData("pip install 'jax[gpu]==0.2.0'")]
    [InlineData("pip install 'jax[cuda12_pip]<0.6'")]
    [InlineData("pip install 'jax[cuda12_pip]' 'numpy<2'")]
    [InlineData("pip install 'jax[cuda12_pip]' jaxlib==0.4.30")]
    [InlineData("conda create -y -n x python=3.9\nconda activate x\npip install 'jax[cuda12_pip]'")]
    [InlineData("pip install 'jax[cuda12_pip]' --index-url https://example.com/simple")]
    public void Right_or_nothing_says_that_a_GPU_is_meant(string command) => IsSilent(command + "\n");

    [Theory]
    [InlineData("pip install 'tensorflow[and-cuda]'")]
    [InlineData("pip install tensorflow==2.13.1")]
    [InlineData("pip install 'tensorflow<2.14'")]
    [InlineData("pip install tensorflow-cpu")]
    [InlineData("pip install tensorflow nvidia-cudnn-cu12")]
    [InlineData("sudo apt-get install -y cuda-toolkit-12-5 libcudnn9-cuda-12\npip install tensorflow")]
    [InlineData("conda install -y cudatoolkit cudnn\npip install tensorflow==2.14.0")]
    [InlineData("pip install jax jax-cuda12-plugin")]
    [InlineData("pip install jax==0.4.20 jaxlib==0.4.20+cuda12.cudnn89 -f https://storage.googleapis.com/jax-releases/jax_cuda_releases.html")]
    [InlineData("pip install jax\npip install 'jax[cuda12]'")]
    [InlineData("uv pip install jaxlib*.whl jax_cuda13_plugin*.whl\nuv pip install jax")]
    [InlineData("# For CPU\npip install tensorflow")]
    [InlineData("pip install jax  # TPU VM")]
    [InlineData("conda install -y jax")]
    [InlineData("pip install \"tensorflow; sys_platform == 'darwin'\"")]
    [InlineData("if true; then pip install tensorflow; fi")]
    public void With_a_GPU_but_right(string commands) => IsSilent(commands + "\n", target: Gpu);

    [Fact]
    public void TensorFlow_finds_the_libraries_of_an_image() => IsSilent("FROM nvidia/cuda:12.5.1-cudnn-runtime-ubuntu22.04\nRUN pip install tensorflow==2.19.0\n", file: "Dockerfile", target: Gpu);

    [Theory]
    [InlineData("requirements_windows.txt", "tensorflow>=2.16\n")]
    [InlineData("cpu/requirements.txt", "jax\n")]
    [InlineData("install_mac.sh", "pip install jax\n")]
    [InlineData("README.md", "# For CPU\n\n```bash\npip install tensorflow\n```\n")]
    [InlineData("README.md", "# Install\n\nOn macOS:\n\n```bash\npip install jax\n```\n")]
    public void For_another_machine(string file, string text) => IsSilent(text, file: file, target: Gpu);

    [Fact]
    public void Windows_has_no_such_extra() => IsSilent("pip install tensorflow jax\n", target: "platform=windows,gpu=RTX 3060");

    [Fact]
    public void Target_without_a_GPU() => IsSilent("pip install tensorflow jax\n", target: "platform=linux");

    [Fact]
    public void The_image_is_for_a_GPU_and_a_list_asks_for_the_plain_package()
    {
        Beside("requirements.txt", "jax==0.4.30\n");
        BesideFixed("requirements.txt", "jax[cuda12]==0.4.30\n");
        Reports("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|]\n", file: "Dockerfile", safety: FixSafety.Suggested);
        IsSilent("FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n", file: "Dockerfile");
        Beside("cpu-requirements.txt", "jax==0.4.30\n");
        IsSilent("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY cpu-requirements.txt .\nRUN pip install -r cpu-requirements.txt\n", file: "Dockerfile");
    }
}
