namespace ElectraGen.Generators.Emission;

/// <summary>One item of a list that <see cref="SourceWriter"/> wraps, with what its comment says of it.</summary>
internal readonly record struct ListItem(string Text, string Comment = "");
