// Reads every file below the folders named, one after the other, and does nothing with the bytes but count them:
// an exit code that depends on them keeps the reading from being optimized away.
var bytes = 0L;
foreach (var folder in args)
{
    foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
    {
        bytes += File.ReadAllBytes(file).Length;
    }
}

return bytes > 0 ? 0 : 1;
