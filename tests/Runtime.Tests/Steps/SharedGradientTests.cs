using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Steps;

/// <summary><see cref="OneNetworkMicroElectra"/> with nothing shared.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3, Sharing = Sharing.None)]
[ReplacedTokenDetection(DiscriminatorWeight = 5)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class TwoNetworksMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Discriminator;
}

/// <summary><see cref="OneNetworkMicroElectra"/> with the tables shared alone.</summary>
[Electra(Vocabulary = 131, SequenceLength = 9, Positions = 9, MaskedFraction = 0.3, Sharing = Sharing.Embeddings)]
[ReplacedTokenDetection(DiscriminatorWeight = 5)]
[Recipe(BatchSize = 3, LearningRate = 1e-3, WarmupSteps = 2, Steps = 20)]
public sealed partial class SharedTablesMicroElectra
{
    /// <summary>Predicts the hidden tokens.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Generator;

    /// <summary>Finds the replaced ones.</summary>
    [Encoder(EmbeddingSize = 6, Layers = 2, HiddenSize = 8, Heads = 2)]
    public sealed partial class Discriminator;
}

/// <summary>The gradient of what both roles use is the sum of the gradients that two networks of the same weights have.</summary>
public sealed class SharedGradientTests
{
    /// <summary>Gradients are read in single precision: a few roundings of 2⁻²⁴ each.</summary>
    private const double Tolerance = 1e-6;

    public static TheoryData<string> SharingModels => [nameof(SharedTablesMicroElectra), nameof(OneNetworkMicroElectra)];

    [Theory]
    [MemberData(nameof(SharingModels))]
    public void GradientIsTheSumOfBothRoles(string name)
    {
        int seed = RandomNumbers.FreshSeed();
        IModel sharing = name == nameof(OneNetworkMicroElectra) ? new OneNetworkMicroElectra() : new SharedTablesMicroElectra();
        TwoNetworksMicroElectra separate = new();
        StepCase sharingCase = StepCase.Create(sharing, [9, 0, 3, 7], hasDropout: true, seed);
        using HostDevice<double> judge = new();
        StepResult expected = StepResult.Run(judge, SameNumbers(separate, sharingCase)), actual = StepResult.Run(judge, sharingCase);

        Assert.Equal(expected.SampledIds, actual.SampledIds);
        int shared = 0;
        foreach (ParameterDescription parameter in sharing.Parameters)
        {
            ParameterDescription[] parts = [.. ((IModel)separate).Parameters.Where(part => Names(parameter).Contains(part.Name))];
            shared += parts.Length > 1 ? 1 : 0;
            float[] gradient = actual.Gradients[$"gradient/{parameter.Name}"].Numbers;
            double difference = 0, square = 0;
            for (int element = 0; element < gradient.Length; element++)
            {
                double sum = parts.Sum(part => (double)expected.Gradients[$"gradient/{part.Name}"].Numbers[element]);
                difference += Math.Pow(gradient[element] - sum, 2);
                square += sum * sum;
            }
            double error = Math.Sqrt(difference) / Math.Max(Math.Sqrt(square), StepComparison.SmallestPart * expected.GradientNorm);
            Assert.True(error <= Tolerance, $"seed {seed}: the gradient of {parameter.Name} differs by {error:G3} from the sum of {parts.Length}");
        }

        // Three tables and their norm at least
        Assert.True(shared >= 5, $"{shared} tensors are shared");
    }

    /// <summary>The case of a model with two networks, each of which has the weights of the one.</summary>
    private static StepCase SameNumbers(IModel separate, StepCase sharing)
    {
        IEnumerable<SlotContents> parameters =
            from parameter in separate.Parameters
            let source = sharing.Model.Parameters.Single(source => Names(source).Contains(parameter.Name))
            from arena in (SegmentKind[])[SegmentKind.Parameters, SegmentKind.FirstMoments, SegmentKind.SecondMoments]
            select new SlotContents(parameter.Place.In(arena), sharing.ContentsOf(source.Place.In(arena)).Numbers);
        IEnumerable<SlotContents> sequences =
            from input in separate.Plan.Inputs
            select new SlotContents(input.Slot, sharing.ContentsOf(sharing.Model.Plan.Inputs.Single(source => source.Name == input.Name).Slot).Integers);
        return sharing with { Model = separate, Inputs = [.. parameters, .. sequences] };
    }

    private static string[] Names(ParameterDescription parameter) => [parameter.Name, .. parameter.TiedNames];
}
