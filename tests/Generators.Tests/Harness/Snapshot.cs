using System.Runtime.CompilerServices;
using DiffEngine;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Tests.Harness;

/// <summary>
/// Holds emitted files against accepted ones, in Verify's conventions: <c>Class.Method#Hint.g.verified.cs</c>, a
/// <c>.received.cs</c> beside it where they differ. With ACCEPT_SNAPSHOTS set, and CI not, what was received is accepted.
/// </summary>
internal static class Snapshot
{
    private const int ShownChanges = 20;

    private static bool IsContinuousIntegration => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    private static bool IsAccepting => !IsContinuousIntegration && Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") is { Length: > 0 };

    /// <summary>Every emitted file.</summary>
    public static void Verify(GeneratorRun run, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "") =>
        Verify(run, static _ => true, testFile, method);

    /// <summary>All but those of the recomputing program, which has of a feature what the model's own has.</summary>
    public static void VerifyFeature(GeneratorRun run, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "") =>
        Verify(run, static name => !IsRecomputing(name), testFile, method);

    /// <summary>Those of the recomputing program.</summary>
    public static void VerifyRecomputing(GeneratorRun run, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "") =>
        Verify(run, IsRecomputing, testFile, method);

    private static bool IsRecomputing(string name) => name.Contains(".Recomputing.", StringComparison.Ordinal);

    private static void Verify(GeneratorRun run, Func<string, bool> isVerified, string testFile, string method)
    {
        Assert.Empty(run.Problems);
        string prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}#";
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        Directory.CreateDirectory(folder);

        List<string> failures = [];
        HashSet<string> verified = [];
        foreach (GeneratedSourceResult source in run.Result.GeneratedSources.Where(source => isVerified(source.HintName)).OrderBy(source => source.HintName, StringComparer.Ordinal))
        {
            string path = Path.Combine(folder, prefix + Path.ChangeExtension(source.HintName, ".verified.cs"));
            verified.Add(path);
            Compare(path, $"//HintName: {source.HintName}\n{source.SourceText}", failures);
        }

        foreach (string stale in Directory.GetFiles(folder, $"{prefix}*.verified.cs").Where(path => !verified.Contains(path)))
            Obsolete(stale, failures);
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    private static void Compare(string path, string received, List<string> failures)
    {
        string receivedPath = path.Replace(".verified.cs", ".received.cs", StringComparison.Ordinal);
        string accepted = File.Exists(path) ? File.ReadAllText(path) : "";
        File.Delete(receivedPath);
        if (accepted == received)
            return;
        if (IsAccepting)
        {
            File.WriteAllText(path, received);
            return;
        }

        File.WriteAllText(receivedPath, received);
        if (!IsContinuousIntegration)
            DiffRunner.Launch(receivedPath, path);
        failures.Add($"{Path.GetFileName(path)} differs:\n{Changes(accepted, received)}");
    }

    private static void Obsolete(string path, List<string> failures)
    {
        if (IsAccepting)
            File.Delete(path);
        else
            failures.Add($"{Path.GetFileName(path)} is no longer emitted.");
    }

    private static string Changes(string accepted, string received)
    {
        IEnumerable<string> changes = InlineDiffBuilder.Diff(accepted, received).Lines
            .Where(line => line.Type is ChangeType.Inserted or ChangeType.Deleted)
            .Select(line => $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}");
        return string.Join("\n", changes.Take(ShownChanges));
    }
}
