namespace ElectraGen.Training.Data;

/// <summary>How far a preparation is.</summary>
/// <param name="Documents">Documents that are done.</param>
/// <param name="DocumentsInAll">Documents of the corpus.</param>
/// <param name="Examples">Examples so far, held-out ones included.</param>
public readonly record struct PreparationProgress(long Documents, long DocumentsInAll, long Examples);
