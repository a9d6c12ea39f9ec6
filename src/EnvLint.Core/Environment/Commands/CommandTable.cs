namespace EnvLint.Environment.Commands;

/// <summary>The grammars of the programs that environments are set up with. Each is made when a file first uses its program.</summary>
/// <remarks>Options that take a value were read from the programs' own help texts and manuals; an option that is not listed takes none.</remarks>
internal static class CommandTable
{
    private const string AptOptions = "-o --option -c --config-file -t --target-release --default-release -a --host-architecture -P --build-profiles --with-source";

    private const string PipOptions =
        "-r --requirement -c --constraint -e --editable -t --target --platform --python-version --implementation --abi --root --prefix --src "
        + "--upgrade-strategy --config-settings -C --global-option --install-option --no-binary --only-binary --progress-bar --root-user-action --report "
        + "-i --index-url --pypi-url --extra-index-url -f --find-links --log --keyring-provider --proxy --retries --timeout --exists-action --trusted-host "
        + "--cert --client-cert --cache-dir --use-feature --use-deprecated --python --group --uploaded-prior-to -b --build -d --dest -w --wheel-dir --default-timeout "
        + "--hash --build-constraint";

    private const string UvOptions =
        PipOptions + " --index --default-index --index-strategy -p --torch-backend --extra --overrides --override --excludes --build-constraints "
        + "--python-platform --link-mode --config-file --directory --project -n --name --exclude-newer --refresh-package --reinstall-package -P --upgrade-package "
        + "--no-build-isolation-package --with --with-requirements --from --prerelease --resolution --fork-strategy --color --package --marker --branch --tag --rev --only-group --no-group";

    private const string CondaOptions =
        "-n --name --prefix -c --channel --file --clone --solver --platform --subdir --repodata-fn --revision --experimental --category --format "
        + "--set --get --append --prepend --add --remove --add-channel --yaml-file --timeout --channel-alias --cacert --proxy --json-file --environment-specifier --env-spec";

    private const string DockerGlobalOptions = "--config -c --context -H --host -l --log-level --tlscacert --tlscert --tlskey";

    private const string DockerRunOptions =
        " --add-host --annotation -a --attach --blkio-weight --blkio-weight-device --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile --cpu-count --cpu-percent --cpu-period "
        + "--cpu-quota --cpu-rt-period --cpu-rt-runtime --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --device-cgroup-rule --device-read-bps "
        + "--device-read-iops --device-write-bps --device-write-iops --dns --dns-opt --dns-option --dns-search --domainname --entrypoint -e --env --env-file --expose --gpus "
        + "--group-add --health-cmd --health-interval --health-retries --health-start-interval --health-start-period --health-timeout -h --hostname --ip --ip6 --ipc --isolation "
        + "--kernel-memory --label --label-file --link --link-local-ip --log-driver --log-opt --mac-address -m --memory --memory-reservation --memory-swap --memory-swappiness "
        + "--mount --name --net --net-alias --network --network-alias --oom-score-adj --pid --pids-limit --platform -p --publish --pull --restart --runtime --security-opt "
        + "--shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit -u --user --userns --uts -v --volume --volume-driver --volumes-from -w --workdir "
        + "--target --build-arg --secret --ssh --output --cache-from --cache-to --progress --iidfile --build-context --profile --project-name --project-directory --filter --format --time --file --tag";

    private const string DockerSubcommands =
        "run|create|exec|build|buildx|buildx build|compose|compose up|compose run|compose build|compose exec|compose pull|container|container run|container create|container exec|pull|push|tag|image|image build|image pull|"
        + "start|stop|restart|rm|rmi|ps|images|info|login|logs|cp|network|volume|system|save|load|commit|inspect|builder|plugin|version|context";

    /// <summary>The grammar of a program.</summary>
    /// <param name="program">The program's name without a folder.</param>
    /// <returns>Null where the table does not hold it.</returns>
    public static CommandSpec? Find(string program) => program switch
    {
        "apt-get" or "apt" or "aptitude" or "apt-fast" => Apt.Spec,
        "apt-key" => AptKey.Spec,
        "add-apt-repository" or "apt-add-repository" => AddAptRepository.Spec,
        "dpkg" => Dpkg.Spec,
        "dnf" or "yum" or "microdnf" or "tdnf" or "dnf5" => Dnf.Spec,
        "zypper" => Zypper.Spec,
        "apk" => Apk.Spec,
        "pip" or "pip3" or "pip2" or "pipx" => Pip.Spec,
        "uv" or "uvx" => Uv.Spec,
        "conda" or "mamba" or "micromamba" => Conda.Spec,
        "docker" or "podman" or "nerdctl" or "nvidia-docker" => Docker.Spec,
        "buildah" => Buildah.Spec,
        "curl" => Curl.Spec,
        "wget" => Wget.Spec,
        "git" => Git.Spec,
        "gpg" or "gpg2" => Gpg.Spec,
        "tee" or "cat" or "rm" or "mkdir" or "chmod" or "chown" or "touch" or "ldconfig" or "modprobe" or "dirname" => Plain.Spec,
        "cp" or "mv" or "ln" or "install" => Files.Spec,
        "systemctl" => Systemctl.Spec,
        "service" => Plain.Spec,
        "nvidia-ctk" => NvidiaCtk.Spec,
        "nvidia-smi" => NvidiaSmi.Spec,
        "ubuntu-drivers" => UbuntuDrivers.Spec,
        "python" or "python3" or "python2" => Python.Spec,
        "sh" or "bash" or "dash" or "zsh" or "ksh" or "ash" => Shell.Spec,
        "su" or "runuser" => Su.Spec,
        "wsl" => Wsl.Spec,
        "poetry" => Poetry.Spec,
        "winget" => Winget.Spec,
        "bcdedit" or "dism" or "wslconfig" => Slashes.Spec,
        _ when program.StartsWith("pip3.", StringComparison.Ordinal) || program.StartsWith("pip2.", StringComparison.Ordinal) => Pip.Spec,
        _ when program.StartsWith("python3.", StringComparison.Ordinal) || program.StartsWith("python2.", StringComparison.Ordinal) => Python.Spec,
        _ => null,
    };

    // A nested class each: its field is made when a file first uses the program, not when the process starts.
    private static class Apt
    {
        public static readonly CommandSpec Spec = new(AptOptions, "install|update|upgrade|dist-upgrade|full-upgrade|remove|purge|autoremove|auto-remove|autopurge|clean|autoclean|build-dep|download|source|check|reinstall|list|show|search|policy|satisfy|edit-sources|safe-upgrade|changelog|indextargets");
    }

    private static class AptKey
    {
        public static readonly CommandSpec Spec = new("--keyserver --keyring --recv --recv-keys --recv-key --fetch-keys --fetch-key --keyserver-options --homedir", "add|adv|del|export|exportall|list|finger|fingerprint|update|net-update");
    }

    private static class AddAptRepository
    {
        public static readonly CommandSpec Spec = new("-k --keyserver -p --ppa --pocket -c --component -C --cloud -U --uri -S --sourceslist");
    }

    private static class Dpkg
    {
        public static readonly CommandSpec Spec = new("--root --admindir --instdir --path-exclude --path-include --print-architecture-of");
    }

    private static class Dnf
    {
        public static readonly CommandSpec Spec = new(
            "-c --config -x --exclude --excludepkgs --repo --repoid --enablerepo --disablerepo --enable-repo --disable-repo --setopt --releasever --installroot -d -e --forcearch --comment --advisory --add-repo --from-repo --refresh-of --allowerasing-of -R --randomwait",
            "install|localinstall|groupinstall|group|group install|update|upgrade|makecache|check-update|remove|erase|autoremove|clean|config-manager|config-manager addrepo|module|module install|module enable|module disable|builddep|reinstall|downgrade|swap|copr|copr enable|mark|mark install|list|info|search|repolist|download|distro-sync|versionlock");
    }

    private static class Zypper
    {
        public static readonly CommandSpec Spec = new("-r --repo --from -p --plus-repo -C --capability -t --type --root -R --installroot --config -c", "install|in|remove|rm|refresh|ref|update|up|addrepo|ar|removerepo|rr|dup|dist-upgrade|clean|cc|search|se|list-updates|modifyrepo|mr");
    }

    private static class Apk
    {
        public static readonly CommandSpec Spec = new("-t --virtual -X --repository -p --root --arch --cache-dir --cache-max-age --keys-dir --repositories-file --wait", "add|del|update|upgrade|fetch|info|search|fix|cache");
    }

    private static class Pip
    {
        public static readonly CommandSpec Spec = new(PipOptions, "install|download|uninstall|freeze|list|show|check|config|config set|config get|search|cache|cache purge|index|wheel|hash|debug|inspect|lock");
    }

    private static class Uv
    {
        public static readonly CommandSpec Spec = new(UvOptions, "pip|pip install|pip sync|pip compile|pip uninstall|pip list|pip freeze|pip show|pip check|add|remove|sync|lock|run|venv|init|build|publish|tool|tool install|tool run|python|python install|python pin|cache|cache clean|export|tree|self|version", operandEndingSubcommands: "run|tool run");
    }

    private static class Conda
    {
        public static readonly CommandSpec Spec = new(
            CondaOptions,
            "install|create|update|upgrade|remove|uninstall|env|env create|env update|env remove|env export|env list|env config|config|config set|config append|config prepend|activate|deactivate|init|run|clean|info|list|search|shell|shell hook|shell activate|shell init|tos|tos accept|package|build|doctor|notices|compare|export|self-update|constructor",
            optionsEndAtOperand: false,
            "run",
            // For clean both are flags: conda clean -tipsy, conda clean -afy.
            ("|install|create|update|upgrade|remove|uninstall|env|env create|env update|env remove|env export|env list|env config|config|config set|activate|run|info|list|search|shell|shell hook|shell activate|shell init|package|build|compare|export|doctor", "-p"),
            ("|install|create|update|upgrade|remove|uninstall|env|env create|env update|env export|export", "-f"));
    }

    private static class Docker
    {
        public static readonly CommandSpec Spec = new(
            DockerGlobalOptions + DockerRunOptions,
            DockerSubcommands,
            optionsEndAtOperand: false,
            "run|create|exec|container run|container create|container exec|compose run|compose exec",
            ("build|buildx|buildx build|image build|builder|compose build", "-f -t -o"),
            ("compose|compose up|compose run|compose exec|compose pull", "-f -p"));
    }

    private static class Buildah
    {
        public static readonly CommandSpec Spec = new(
            "-f --file -t --tag --build-arg --build-arg-file --build-context --target --platform --format --layers-of --authfile --cache-from --cache-to --creds --isolation --jobs --label --annotation "
            + "--network --secret --ssh -v --volume --iidfile --ignorefile --manifest --memory --runtime --security-opt --shm-size --ulimit --userns --cap-add --cap-drop --device --env --from --logfile --retry --retry-delay --sbom --storage-driver --root --runroot --log-level",
            "bud|build|build-using-dockerfile|from|run|copy|add|config|commit|push|pull|login|images|rm|rmi|tag|inspect|mount|unmount|unshare|manifest");
    }

    private static class Curl
    {
        public static readonly CommandSpec Spec = new(
            "-o --output -H --header -d --data --data-raw --data-binary --data-urlencode -X --request -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -F --form "
            + "-m --max-time --connect-timeout --retry --retry-delay --retry-max-time -T --upload-file -x --proxy -w --write-out -C --continue-at -r --range -z --time-cond "
            + "--cacert --capath -E --cert --key --ciphers --resolve --connect-to --interface --limit-rate --max-redirs -K --config --proto --proto-redir --output-dir --url -D --dump-header --noproxy --etag-save --etag-compare -Y -y --speed-limit --speed-time --tls-max --tls13-ciphers --json --create-file-mode --variable");
    }

    private static class Wget
    {
        public static readonly CommandSpec Spec = new(
            "-O --output-document -o --output-file -a --append-output -P --directory-prefix -i --input-file -t --tries -T --timeout --connect-timeout --read-timeout --dns-timeout "
            + "-w --wait --waitretry -U --user-agent --header --referer --user --password --http-user --http-password --post-data --post-file --method --body-data --ca-certificate "
            + "--certificate --private-key -l --level -A --accept -R --reject -D --domains -I -X -e --execute --limit-rate -Q --quota --progress --cut-dirs --secure-protocol -B --base --load-cookies --save-cookies --proxy-user --retry-on-http-error");
    }

    private static class Git
    {
        public static readonly CommandSpec Spec = new("-C -c --git-dir --work-tree -b --branch --depth -o --origin --reference --config --filter --template -j --jobs -m --message --since --shallow-since --upload-pack -u", "clone|checkout|pull|fetch|submodule|submodule update|submodule init|submodule add|config|lfs|lfs install|lfs pull|init|add|commit|remote|remote add|reset|apply|log|rev-parse|describe|push|status|tag|switch|clean");
    }

    private static class Gpg
    {
        public static readonly CommandSpec Spec = new("-o --output --keyserver --recv-keys --recv-key --receive-keys --homedir --keyring --secret-keyring --primary-keyring --export-options --import-options --keyserver-options --trust-model --no-default-keyring-file -u --local-user -r --recipient --passphrase --pinentry-mode --options");
    }

    private static class Plain
    {
        public static readonly CommandSpec Spec = new("-m --mode");
    }

    private static class Files
    {
        public static readonly CommandSpec Spec = new("-t --target-directory -S --suffix -m --mode -o --owner -g --group");
    }

    private static class Systemctl
    {
        public static readonly CommandSpec Spec = new("-H --host -M --machine -t --type -p --property -s --signal -n --lines -o --output --root --state --job-mode", "start|stop|restart|reload|enable|disable|status|daemon-reload|is-active|is-enabled|mask|unmask|try-restart|reload-or-restart|show|list-units|set-default|edit");
    }

    private static class NvidiaCtk
    {
        public static readonly CommandSpec Spec = new("--runtime --config --cdi.enabled-of --nvidia-runtime-name --runtime-path --output --mode --set --driver-root --format --device-name-strategy --library-search-path --hook-path --nvidia-ctk-path -s -r -c", "runtime|runtime configure|cdi|cdi generate|cdi list|cdi transform|config|system|info|hook");
    }

    private static class NvidiaSmi
    {
        public static readonly CommandSpec Spec = new("-i --id -f --filename -l --loop -lms --loop-ms -pm --persistence-mode -c --compute-mode -e --ecc-config -p --reset-ecc-errors -pl --power-limit -lgc --lock-gpu-clocks -ac --applications-clocks -mig --multi-instance-gpu -d --display -a --query-gpu-of -am -acp -cc -gom -lmc -s", "mig|nvlink|topo|dmon|pmon|daemon|drain|vgpu|stats|clocks|conf-compute|boost-slider|power-hint");
    }

    private static class UbuntuDrivers
    {
        public static readonly CommandSpec Spec = new("--package-list", "install|autoinstall|list|devices|debug|list-oem");
    }

    private static class Python
    {
        public static readonly CommandSpec Spec = new("-c -m -W -X --check-hash-based-pycs", optionsEndAtOperand: true);
    }

    private static class Shell
    {
        public static readonly CommandSpec Spec = new("-o -O +o +O --rcfile --init-file", optionsEndAtOperand: true);
    }

    private static class Su
    {
        public static readonly CommandSpec Spec = new("-c --command -s --shell -g --group -G --supp-group -w --whitelist-environment -u --user");
    }

    private static class Wsl
    {
        public static readonly CommandSpec Spec = new("-d --distribution --distribution-id -u --user --cd -e --exec --shell-type --export --import --import-in-place --set-default -s --set-default-version --set-version --terminate -t --unregister --mount --unmount --manage", optionsEndAtOperand: true);
    }

    // /set, /online: to the grammar, operands.
    private static class Slashes
    {
        public static readonly CommandSpec Spec = new("");
    }

    private static class Winget
    {
        public static readonly CommandSpec Spec = new(
            "--id --name --moniker -m --manifest -v --version -s --source --scope -a --architecture --installer-type -o --log -l --location --locale --override --custom --header -q --query --tag --cmd --command -n --count",
            "install|add|show|view|source|source add|source update|search|find|list|ls|upgrade|update|uninstall|remove|rm|hash|validate|settings|features|export|import|pin|pin add|configure|download|repair");
    }

    private static class Poetry
    {
        public static readonly CommandSpec Spec = new("-G --group --source -E --extras --python --platform -C --directory -P --project --with --without --only", "add|install|remove|update|run|config|source|source add|lock|export|build|init|new|shell|env|env use|self|self add", operandEndingSubcommands: "run");
    }
}
