namespace ElectraGen.Training.Data;

/// <summary>
/// The next example of a run: all that is needed to go on where a checkpoint stopped. A new run starts at
/// <c>new DataCursor(seed)</c>.
/// </summary>
/// <param name="Seed">Seed of the order.</param>
/// <param name="Epoch">Passes over the data that are complete; each has an order of its own.</param>
/// <param name="Position">Examples of this epoch that were taken.</param>
public readonly record struct DataCursor(uint Seed, long Epoch = 0, long Position = 0);
