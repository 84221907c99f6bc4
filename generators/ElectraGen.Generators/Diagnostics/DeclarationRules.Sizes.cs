using ElectraGen.Generators.Declarations;

namespace ElectraGen.Generators.Diagnostics;

// Rules on the sizes of a model and its encoders.
internal static partial class DeclarationRules
{
    /// <summary>Ids of 16 bits: the stable sort behind the embedding gradient is two passes of eight. Other sizes keep indices in 32 bits.</summary>
    private const int LargestSize = 65_536;

    /// <summary>Each layer has a memory segment of its own, and the plan is checked layer by layer.</summary>
    private const int MostLayers = 256;

    private static IEnumerable<Violation> SizeNotPositive(ModelDeclaration model) =>
        from size in Sizes(model)
        where size.Value < (size.MayBeZero ? 0 : 1)
        select Violation.Of(size.Part, size.Name, size.Owner, size.Value);

    private static IEnumerable<Violation> SizeTooLarge(ModelDeclaration model) =>
        from size in Sizes(model)
        where size.Value > size.Largest
        select Violation.Of(size.Part, size.Name, size.Owner, size.Value, size.Largest);

    private static IEnumerable<Violation> HeadsDoNotDivide(ModelDeclaration model) =>
        from encoder in model.Encoders
        where encoder.HiddenSize is > 0 and <= LargestSize && encoder.Heads > 0 && encoder.HiddenSize % encoder.Heads != 0
        let divisor = Enumerable.Range(1, encoder.HiddenSize)
            .Where(heads => encoder.HiddenSize % heads == 0)
            .OrderBy(heads => Math.Abs((long)heads - encoder.Heads))
            .First()
        select Violation.Of($"{encoder.Role}.Heads", encoder.Role, encoder.Heads, encoder.HiddenSize, divisor);

    private static IEnumerable<Violation> UnknownSharing(ModelDeclaration model)
    {
        if (!Enum.IsDefined(typeof(SharingKind), model.Sharing))
            yield return Violation.Of("Sharing", (int)model.Sharing);
    }

    private static IEnumerable<Violation> EmbeddingSizesDisagree(ModelDeclaration model)
    {
        if (model.Sharing == SharingKind.Embeddings && TwoNetworks(model) is (EncoderDeclaration generator, EncoderDeclaration discriminator)
            && generator.EmbeddingSize != discriminator.EmbeddingSize)
            yield return Violation.Of($"{Roles.Generator}.EmbeddingSize", generator.EmbeddingSize, discriminator.EmbeddingSize);
    }

    /// <summary>Networks that are one, or of which one starts from the other.</summary>
    private static IEnumerable<Violation> NetworksDiffer(ModelDeclaration model)
    {
        string reason = model.Sharing == SharingKind.All ? "share all their weights"
            : OnlyObjective(model)?.StartsFromGenerator == true ? "start from the same weights"
            : "";
        if (reason.Length == 0 || TwoNetworks(model) is not (EncoderDeclaration generator, EncoderDeclaration discriminator))
            return [];
        return
            from size in new (string Name, Func<EncoderDeclaration, object> Of)[]
            {
                ("EmbeddingSize", encoder => encoder.EmbeddingSize), ("Layers", encoder => encoder.Layers), ("HiddenSize", encoder => encoder.HiddenSize),
                ("Heads", encoder => encoder.Heads), ("FeedForwardSize", encoder => encoder.FeedForwardSize),
                ("Activation", encoder => encoder.Activation), ("Norm", encoder => encoder.Norm), ("Positions", encoder => encoder.Positions),
            }
            where !size.Of(generator).Equals(size.Of(discriminator))
            select Violation.Of($"{Roles.Generator}.{size.Name}", reason, size.Name, size.Of(generator), size.Of(discriminator));
    }

    private static (EncoderDeclaration Generator, EncoderDeclaration Discriminator)? TwoNetworks(ModelDeclaration model) =>
        model.Has(Roles.Generator) && model.Has(Roles.Discriminator) ? (model.Generator, model.Discriminator) : null;

    private static IEnumerable<Violation> SequenceTooLong(ModelDeclaration model)
    {
        if (model.Positions > 0 && model.SequenceLength > model.Positions)
            yield return Violation.Of("SequenceLength", model.SequenceLength, model.Positions);
    }

    private static IEnumerable<Size> Sizes(ModelDeclaration model)
    {
        yield return new("", model.Type.Name, "Vocabulary", model.Vocabulary);
        yield return new("", model.Type.Name, "SequenceLength", model.SequenceLength);
        yield return new("", model.Type.Name, "Positions", model.Positions);
        foreach (EncoderDeclaration encoder in model.Encoders)
        {
            string prefix = $"{encoder.Role}.";
            yield return new(prefix, encoder.Role, "EmbeddingSize", encoder.DeclaredEmbeddingSize, MayBeZero: true);
            yield return new(prefix, encoder.Role, "Layers", encoder.Layers, Largest: MostLayers);
            yield return new(prefix, encoder.Role, "HiddenSize", encoder.HiddenSize);
            yield return new(prefix, encoder.Role, "Heads", encoder.Heads);
            yield return new(prefix, encoder.Role, "FeedForwardSize", encoder.DeclaredFeedForwardSize, MayBeZero: true);
        }
    }

    /// <summary>A declared size; 0 stands for a default where it may be 0.</summary>
    private sealed record Size(string Prefix, string Owner, string Name, int Value, bool MayBeZero = false, int Largest = LargestSize)
    {
        public string Part => Prefix + Name;
    }
}
