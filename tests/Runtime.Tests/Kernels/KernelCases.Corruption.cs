using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private const int FractionMillionths = 150_000;

    private static IEnumerable<KernelCaseSource> Corruption()
    {
        foreach ((int batch, int length) in ((int, int)[])[(1, 1), (3, 5), (5, 67), (4, 128), (2, 512)])
        {
            string sizes = $"{batch} × {length}";
            yield return new(KernelCatalog.ChooseMasked, sizes, random => ChooseMasked(random, batch, length));
            yield return new(KernelCatalog.ApplyMask, sizes, random => ApplyMask(random, batch, length));
            yield return new(KernelCatalog.DrawMasked, sizes, random => DrawMasked(random, batch, length));
            yield return new(KernelCatalog.HideDrawn, sizes, random => HideDrawn(random, batch, length));
            yield return new(KernelCatalog.Corrupt, sizes, random => Corrupt(random, batch, length, Positions));
            yield return new(KernelCatalog.Corrupt, $"{sizes}, positions twice", random => Corrupt(random, batch, length, RepeatedPositions));
        }
    }

    private static KernelCase ChooseMasked(Random random, int batch, int length)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot tokenIds = TextTokens(builder, length), attentionMask = AttentionMask(builder, length), chosen = builder.IntegerOutput(length);
        int site = random.Next(1000);
        return builder.Build(recorder =>
            recorder.ChooseMasked(tokenIds, attentionMask, FractionMillionths, MaximumPredictions(length), site, chosen));
    }

    private static KernelCase ApplyMask(Random random, int batch, int length)
    {
        KernelCaseBuilder builder = new(random, batch);
        int maximum = MaximumPredictions(length);
        Slot tokenIds = TextTokens(builder, length), attentionMask = AttentionMask(builder, length), chosen = builder.IntegerOutput(length);
        Slot positions = builder.IntegerOutput(maximum), targets = builder.IntegerOutput(maximum), weights = builder.Output(maximum, 1);
        Slot maskedIds = builder.IntegerOutput(length);
        int site = random.Next(1000);
        return builder.Build(recorder =>
        {
            recorder.ChooseMasked(tokenIds, attentionMask, FractionMillionths, maximum, site, chosen);
            recorder.Barrier();
            recorder.ApplyMask(tokenIds, chosen, 0.15, site + 1, positions, targets, weights, maskedIds);
        });
    }

    private static KernelCase DrawMasked(Random random, int batch, int length)
    {
        KernelCaseBuilder builder = new(random, batch);
        int maximum = MaximumPredictions(length), site = random.Next(1000);
        Slot tokenIds = TextTokens(builder, length), attentionMask = AttentionMask(builder, length);
        Slot positions = builder.IntegerOutput(maximum), targets = builder.IntegerOutput(maximum), weights = builder.Output(maximum, 1);
        return builder.Build(recorder =>
            recorder.DrawMasked(tokenIds, attentionMask, FractionMillionths, site, positions, targets, weights));
    }

    private static KernelCase HideDrawn(Random random, int batch, int length)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot tokenIds = TextTokens(builder, length), positions = RepeatedPositions(builder, length, MaximumPredictions(length));
        Slot drawn = builder.IntegerOutput(length), maskedIds = builder.IntegerOutput(length);
        int site = random.Next(1000);
        return builder.Build(recorder => recorder.HideDrawn(tokenIds, positions, 0.5, site, drawn, maskedIds));
    }

    private static KernelCase Corrupt(
        Random random, int batch, int length, Func<KernelCaseBuilder, int, int, Slot> makePositions)
    {
        KernelCaseBuilder builder = new(random, batch);
        int maximum = MaximumPredictions(length);

        // Few ids, so that many samples equal the original
        Slot tokenIds = Tokens(builder, length, vocabulary: 3), sampledIds = Tokens(builder, maximum, vocabulary: 3);
        Slot positions = makePositions(builder, length, maximum), corruptedIds = builder.IntegerOutput(length), labels = builder.Output(length, 1);
        return builder.Build(recorder => recorder.Corrupt(tokenIds, positions, sampledIds, corruptedIds, labels));
    }

    private static int MaximumPredictions(int length) => Math.Max(1, (int)((FractionMillionths / 1e6 + 0.005) * length));

    /// <summary>(length, 1): ids of words, every fifth or so a special token.</summary>
    private static Slot TextTokens(KernelCaseBuilder builder, int length) => builder.Integers(length, _ =>
        builder.Random.Next(5) == 0
            ? builder.Random.Next(SpecialTokens.Classification, SpecialTokens.Mask + 1)
            : builder.Random.Next(SpecialTokens.Mask + 1, 30_522));
}
