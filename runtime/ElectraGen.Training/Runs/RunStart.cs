using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Data;

namespace ElectraGen.Training.Runs;

/// <summary>Makes a run's folder ready for its first or next step.</summary>
internal static class RunStart
{
    /// <summary>Writes what a run begins with, and finds the checkpoint that it goes on from; null where it starts afresh.</summary>
    /// <param name="folder">The run's folder, which need not be there.</param>
    /// <param name="model">The model.</param>
    /// <param name="description">What decides the result; has to be the same where the run was begun before.</param>
    /// <param name="vocabulary">Lies beside the run from then on.</param>
    /// <param name="continues">Whether there may be a checkpoint.</param>
    /// <param name="skipped">Gets the sentence about each damaged checkpoint.</param>
    /// <exception cref="ElectraGenException">The folder cannot be made, or holds another run.</exception>
    public static (string Folder, CheckpointState State)? Prepare(
        RunFolder folder, IModel model, RunDescription description, Vocabulary vocabulary, bool continues, Action<string> skipped)
    {
        folder.Create();
        RunDescription? begun = continues ? folder.RequireSame(description) : null;
        (string Folder, CheckpointState State)? start = continues ? CheckpointReader.FindNewest(folder.Path, model, skipped) : null;
        folder.WriteDescription(description with { Tuning = begun?.Tuning });
        File.WriteAllText(folder.File(RunFolder.Vocabulary), vocabulary.Text);
        return start;
    }
}
