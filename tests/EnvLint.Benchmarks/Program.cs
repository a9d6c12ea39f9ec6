using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(EnvLint.Benchmarks.FileBenchmarks).Assembly).Run(args);
