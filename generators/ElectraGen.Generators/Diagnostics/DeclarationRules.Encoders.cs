using ElectraGen.Generators.Declarations;

namespace ElectraGen.Generators.Diagnostics;

// Rules on what encoders are made of.
internal static partial class DeclarationRules
{
    private static IEnumerable<Violation> UnknownChoice(ModelDeclaration model) =>
        from encoder in model.Encoders
        from choice in new (string Name, Enum Value, string Type)[]
        {
            ("Activation", encoder.Activation, "Activation"),
            ("Norm", encoder.Norm, "NormPlacement"),
            ("Positions", encoder.Positions, "PositionEncoding"),
        }
        where !Enum.IsDefined(choice.Value.GetType(), choice.Value)
        let known = Enum.GetNames(choice.Value.GetType()).Select(name => $"{choice.Type}.{name}").ToArray()
        select Violation.Of(
            $"{encoder.Role}.{choice.Name}", choice.Name, encoder.Role, choice.Value,
            $"{string.Join(", ", known.Take(known.Length - 1))} or {known[known.Length - 1]}");

    private static IEnumerable<Violation> RotaryHeadSizeOdd(ModelDeclaration model) =>
        from encoder in model.Encoders
        where encoder.Positions == PositionKind.Rotary
        where encoder.HiddenSize > 0 && encoder.Heads > 0 && encoder.HiddenSize % encoder.Heads == 0 && encoder.HeadSize % 2 != 0
        select Violation.Of($"{encoder.Role}.Positions", encoder.Role, encoder.HeadSize);

    /// <summary>Positions that add no row to the embedding go together, whatever they are.</summary>
    private static IEnumerable<Violation> SharedPositionsDisagree(ModelDeclaration model)
    {
        PositionKind[] kinds = [.. Roles.All.SelectMany(role => model.Encoders.Where(encoder => encoder.Role == role)).Select(encoder => encoder.Positions)];
        if (model.Sharing == SharingKind.Embeddings && kinds.Length == Roles.All.Count && TableOf(kinds[0]) != TableOf(kinds[1]))
            yield return Violation.Of($"{Roles.Generator}.Positions", kinds[0], kinds[1]);

        static PositionKind TableOf(PositionKind kind) => kind == PositionKind.Rotary ? PositionKind.None : kind;
    }
}
