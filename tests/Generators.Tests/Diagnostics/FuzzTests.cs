using CsCheck;
using ElectraGen.Generators.Diagnostics;
using ElectraGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ElectraGen.Generators.Tests.Diagnostics;

/// <summary>
/// Declarations as no one would write them: the generator answers each, with files that compile or with a sentence why there are none.
/// That it throws nothing is asked by every run of <see cref="GeneratorRun"/>.
/// </summary>
public sealed class FuzzTests
{
    private const int Iterations = 60;

    private static readonly Gen<string> Integer = Gen.OneOf(
        Gen.OneOf("0", "1", "-1", "2", "3", "8", "16", "64", "65536", "65537", "1 << 20", "int.MaxValue", "int.MinValue", "2147483647 + 1", "\"text\"", "missing"),
        Gen.Int[1, 64].Select(value => $"{value}"));

    private static readonly Gen<string> Real = Gen.OneOf(
        Gen.OneOf("0", "1", "-1", "0.15", "0.5", "1e-300", "1e300", "double.NaN", "double.PositiveInfinity", "double.Epsilon", "1 / 0"),
        Gen.Double[0, 1].Select(value => FormattableString.Invariant($"{value:R}")));

    private static readonly Gen<string> Role = Gen.OneOf("Generator", "Discriminator", "generator", "Discriminater", "X", "@class", "Generator<T>");

    private static readonly Gen<string> Kind = Gen.OneOf(
        "public partial class", "internal sealed partial class", "public class", "file partial class", "public static partial class",
        "public abstract partial class", "public partial record", "public partial struct", "private partial class", "public partial interface");

    private static readonly Gen<string> Name = Gen.OneOf("M", "m", "M<T>", "Plan", "Parameters", "Generator", "@class", "Électra", "IModel");

    private static readonly Gen<string> Encoder =
        Gen.Select(
            Gen.Select(Kind, Role, Real),
            Integer.Array[5],
            static (type, sizes) =>
                $"[Encoder(EmbeddingSize = {sizes[0]}, Layers = {sizes[1]}, HiddenSize = {sizes[2]}, Heads = {sizes[3]}, FeedForwardSize = {sizes[4]}, Dropout = {type.Item3})] {type.Item1} {type.Item2};");

    private static readonly Gen<string> Model =
        Gen.Select(
            Gen.Select(Kind, Name, Real, Real),
            Gen.OneOf(Gen.Const(new[] { "1000", "16", "32" }), Integer.Array[3]),
            Gen.OneOf(Gen.Const(new[] { Plain("Generator"), Plain("Discriminator") }), Encoder.Array[0, 3]),
            Gen.OneOf("", "namespace A { ", "namespace a { ", "partial class Outer { ", "class Outer { ", "partial class Outer<T> { "),
            static (type, sizes, encoders, container) => $$"""
                {{container}}
                [Electra(Vocabulary = {{sizes[0]}}, SequenceLength = {{sizes[1]}}, Positions = {{sizes[2]}}, MaskedFraction = {{type.Item3}})]
                [ReplacedTokenDetection(DiscriminatorWeight = {{type.Item4}})]
                {{type.Item1}} {{type.Item2}} { {{string.Join("\n", encoders)}} }
                {{(container.Length > 0 ? "}" : "")}}
                """);

    [Fact]
    public void EveryDeclarationIsAnswered() =>
        Model.Array[1, 4].Sample(
            models =>
            {
                string source = "using ElectraGen.Runtime;\n" + string.Join("\n", models);
                GeneratorRun run = GeneratorRun.Of(source);
                Diagnostic[] reported =
                [
                    .. GeneratorRun.Compile(source).WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync().Result,
                    .. run.Result.Diagnostics,
                ];
                Assert.DoesNotContain(reported, diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
                if (run.Result.GeneratedSources.IsEmpty)
                    Assert.NotEmpty(reported.Concat(GeneratorRun.Compile(source).GetDiagnostics()));
            },
            iter: Iterations);

    private static string Plain(string role) => $"[Encoder(EmbeddingSize = 8, Layers = 2, HiddenSize = 8, Heads = 2)] public partial class {role};";
}
