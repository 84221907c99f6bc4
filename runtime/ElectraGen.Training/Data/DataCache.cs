using System.Security.Cryptography;
using System.Text;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Data;

/// <summary>
/// Data folders that were prepared on the way to training, kept by the hash of what they depend on, so that a second run starts at
/// once.
/// </summary>
public static class DataCache
{
    /// <summary>Raised when folders get new files: those of before are not looked at again.</summary>
    private const int FolderVersion = 2;

    /// <summary>The user's cache folder for data: <c>$XDG_CACHE_HOME</c>, else <c>~/.cache</c>; local application data on Windows.</summary>
    public static string DefaultFolder => Path.Combine(UserCacheFolder, "electragen", "data");

    private static string UserCacheFolder => OperatingSystem.IsWindows()
        ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    /// <summary>Opens the corpus' data folder in the cache, after preparing it if it is not there.</summary>
    /// <inheritdoc cref="DataPreparation.Prepare"/>
    /// <param name="corpus">The text.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="sequenceLength">Tokens per sequence, padding included.</param>
    /// <param name="cacheFolder">Where the cache lies.</param>
    /// <param name="progress">Is told now and then how far a preparation is.</param>
    /// <param name="cancellation">Ends a preparation early; nothing is left of it.</param>
    public static TrainingData Open(
        Corpus corpus,
        Vocabulary vocabulary,
        int sequenceLength,
        string cacheFolder,
        Action<PreparationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        string folder = Path.Combine(cacheFolder, ComputeKey(corpus, vocabulary, sequenceLength));
        if (Directory.Exists(folder))
        {
            try
            {
                return TrainingData.Open(folder, vocabulary.Size, sequenceLength);
            }
            catch (ElectraGenException)
            {
                // What is damaged in a cache is made again
                Directory.Delete(folder, recursive: true);
            }
        }

        Prepare(corpus, vocabulary, sequenceLength, folder, progress, cancellation);
        return TrainingData.Open(folder, vocabulary.Size, sequenceLength);
    }

    private static void Prepare(
        Corpus corpus,
        Vocabulary vocabulary,
        int sequenceLength,
        string folder,
        Action<PreparationProgress>? progress,
        CancellationToken cancellation)
    {
        try
        {
            DataPreparation.Prepare(corpus, vocabulary, sequenceLength, folder, seed: 0, progress, cancellation);
        }
        catch (ElectraGenException) when (Directory.Exists(folder))
        {
            // Another run prepared the same folder meanwhile, and it came first
        }
    }

    private static string ComputeKey(Corpus corpus, Vocabulary vocabulary, int sequenceLength)
    {
        string inputs = $"{FolderVersion} {ShardFormat.Version} {corpus.ComputeHash()} {vocabulary.Hash} {sequenceLength}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(inputs)))[..32];
    }
}
