using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>How many sequences a step has, and how many of them are on the device at one time.</summary>
internal sealed record BatchSize
{
    /// <summary>A whole batch on the device, or parts of it where <paramref name="microBatch"/> says so.</summary>
    /// <exception cref="ElectraGenException">The parts do not make up the batch.</exception>
    public BatchSize(int sequences, int? microBatch = null)
    {
        Sequences = sequences;
        MicroBatch = microBatch ?? sequences;
        if (MicroBatch > sequences || sequences % MicroBatch != 0)
        {
            int nearest = Enumerable.Range(1, Math.Min(MicroBatch, sequences)).Last(part => sequences % part == 0);
            throw new ElectraGenException($"A batch of {sequences} is not made up of micro-batches of {MicroBatch}; {nearest} would do, or a --batch that is a multiple of {MicroBatch}.");
        }
    }

    /// <summary>Sequences per step.</summary>
    public int Sequences { get; }

    /// <summary>Sequences on the device at one time.</summary>
    public int MicroBatch { get; }

    /// <summary>Parts that a step is made in.</summary>
    public int Parts => Sequences / MicroBatch;
}
