using ElectraGen.Runtime;
using ElectraGen.Training.Data;
using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Comparisons;

/// <summary>One model with one seed: an ordinary run in a folder of the comparison.</summary>
internal sealed record ComparedRun(IModel Model, TrainingData Data, RunDescription Description, RunFolder Folder)
{
    /// <summary>For people: which run it is.</summary>
    public string Name => $"{Description.Model}, seed {Description.Seed}";

    /// <summary>Tokens seen in a step, padding included.</summary>
    public long TokensPerStep => (long)Description.Batch * Model.Description.SequenceLength;

    /// <summary>Tokens seen in the whole run.</summary>
    public long Tokens => TokensPerStep * Description.Steps;

    /// <summary>Floating-point operations of matrix products in a step.</summary>
    public double FlopsPerStep => TokensPerStep * Model.Description.FlopsPerToken;

    /// <summary>Floating-point operations of matrix products in the whole run.</summary>
    public double Flops => FlopsPerStep * Description.Steps;
}
