using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Gpu.Support;

/// <summary>Finds the word of a command that says that it trains.</summary>
internal static class GpuTraining
{
    /// <summary>A launcher (<c>torchrun</c>), a script whose name says so (<c>train.py</c>), a module (<c>-m torch.distributed.run</c>).</summary>
    /// <param name="words">The command.</param>
    /// <returns>The word; null where nothing says so.</returns>
    public static Word? Find(ImmutableArray<Word> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Value is not { Length: > 0 } text)
            {
                continue;
            }

            var name = GpuWork.Name(text);
            if (i == 0 && GpuImages.IsTrainingProgram(name))
            {
                return words[i];
            }

            var isScript = name.EndsWith(".py", StringComparison.Ordinal) || name.EndsWith(".sh", StringComparison.Ordinal);
            if ((isScript && text.IndexOfAny([' ', '\n']) < 0 && IsTraining(name[..^3])) || (i > 0 && words[i - 1].Is("-m") && GpuImages.IsTrainingProgram(text)))
            {
                return words[i];
            }
        }

        return null;
    }

    // train.py, train_net.py, run-training.sh; but not constrain.py or pretrained.py.
    private static bool IsTraining(string stem)
    {
        foreach (var range in stem.AsSpan().SplitAny('_', '-', '.'))
        {
            if (GpuImages.IsTrainingWord(stem.AsSpan()[range]))
            {
                return true;
            }
        }

        return false;
    }
}
