using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Steps;

/// <summary>Gradients of whole steps on the host in double precision against central differences of the total loss.</summary>
public sealed class StepGradientTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-6;

    /// <summary>Of every tensor so many elements are moved, chosen afresh in each run.</summary>
    private const int ElementsPerTensor = 8;

    /// <summary>Seven points: truncation is Distance⁶ / 140 of the seventh derivative, rounding about 10⁻¹⁵ / Distance of the loss.</summary>
    private const double Distance = 4e-3;

    /// <summary>Near enough that few units of a ReLU bend between the points.</summary>
    private const double DistanceBetweenKinks = 3e-4;

    /// <summary>
    /// How often the distance is halved: the loss bends more where layer norm sees a row of little variance, and of two neighbouring
    /// distances those that agree best have the least truncation and rounding together.
    /// </summary>
    private const int Halvings = 4;

    private static readonly double[] Weights = [45.0 / 60, -9.0 / 60, 1.0 / 60];

    public static TheoryData<string, int> Models => TestModels.MicroStages;

    [Theory]
    [MemberData(nameof(Models))]
    public void GradientsFollowCentralDifferences(string name, int stage)
    {
        int seed = RandomNumbers.FreshSeed();
        StepCase stepCase = CaseOf(name, stage, seed);
        IModel model = stepCase.Model;
        using HostDevice<double> judge = new();
        StepResult drawn = StepResult.Run(judge, stepCase);
        using HostSession<double> session = (HostSession<double>)judge.OpenSession(FrozenSamples.SegmentsOf(model, stepCase.Batch), stepCase.Batch);
        foreach (SlotContents input in stepCase.Inputs)
            input.WriteTo(session);
        if (drawn.SampledIds.Length > 0)
            session.Write(FrozenSamples.SlotOf(model), drawn.SampledIds);

        using IRecording gradients = session.Record(recorder => model.RecordGradients(new FrozenSamples(recorder, model), stage));
        using IRecording forward = session.Record(recorder => model.RecordForward(new FrozenSamples(recorder, model), stage));
        session.Run(gradients, stepCase.Scalars);
        DifferentiatedLoss loss = new(session, model, stage);
        Random random = new(seed);
        (string Name, double Error) worst = default;
        bool hasKinks = HasKinks(model.Description);
        int moved = 0, measured = 0;
        foreach (ParameterDescription parameter in model.Parameters.Where(parameter => parameter.IsTrained))
        {
            double difference = 0, square = 0;
            foreach (int element in Elements(random, (int)parameter.Place.Value.Count))
            {
                (double slope, double uncertainty) = SlopeOf(parameter, element);
                moved++;
                if (hasKinks && uncertainty > Tolerance / 4 * Math.Max(Math.Abs(slope), StepComparison.SmallestPart * drawn.GradientNorm))
                    continue;
                measured++;
                difference += Math.Pow(session.Numbers(parameter.Place.Gradient)[element] - slope, 2);
                square += slope * slope;
            }

            double error = Math.Sqrt(difference) / Math.Max(Math.Sqrt(square), StepComparison.SmallestPart * drawn.GradientNorm);
            Assert.True(error <= Tolerance, $"seed {seed}: the gradient of {parameter.Name} differs by {error:G3} of {Math.Sqrt(square):G3}");
            if (error > worst.Error)
                worst = (parameter.Name, error);
        }

        Assert.True(measured >= moved / 2, $"seed {seed}: of {moved} elements {measured} have no kink beside them");
        output.WriteLine($"{name}, stage {stage}: worst {worst.Name} {worst.Error:G3}, gradient norm {drawn.GradientNorm:G4}");

        // A kink beside the element makes every two distances disagree
        (double Slope, double Uncertainty) SlopeOf(ParameterDescription parameter, int element)
        {
            double distance = hasKinks ? DistanceBetweenKinks : Distance;
            double[] slopes = [.. Enumerable.Range(0, Halvings + 1).Select(halving => SlopeAt(parameter, element, distance / (1 << halving)))];
            return slopes.Zip(slopes.Skip(1), (wide, near) => (near, Math.Abs(near - wide))).MinBy(slope => slope.Item2);
        }

        double SlopeAt(ParameterDescription parameter, int element, double distance)
        {
            Slot slot = parameter.Place.Value;
            double original = session.Numbers(slot)[element], slope = 0;
            for (int point = 1; point <= Weights.Length; point++)
                slope += Weights[point - 1] * (LossAt(original + (point * distance)) - LossAt(original - (point * distance))) / distance;
            session.Numbers(slot)[element] = original;
            return slope;

            double LossAt(double value)
            {
                session.Numbers(slot)[element] = value;
                session.Run(forward, stepCase.Scalars);
                return loss.Of(parameter);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void AKeyBiasHasNoGradient(string name, int stage)
    {
        int seed = RandomNumbers.FreshSeed();
        StepCase stepCase = CaseOf(name, stage, seed);
        using HostDevice<double> judge = new();
        StepResult result = StepResult.Run(judge, stepCase);
        foreach ((string parameter, SlotContents gradient) in result.Gradients.Where(entry => StepComparison.HasNoGradient(stepCase.Model, entry.Key)))
        {
            double largest = gradient.Numbers.Max(Math.Abs);
            Assert.True(largest <= 1e-14 * result.GradientNorm, $"seed {seed}: {parameter} has {largest:G3} of {result.GradientNorm:G3}");
        }
    }

    /// <summary>No gradient, no decay, moments of 0: the optimiser leaves a table of sinusoids to the bit.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void FixedTablesStay(string name, int stage)
    {
        StepCase stepCase = CaseOf(name, stage, RandomNumbers.FreshSeed());
        using HostDevice<double> judge = new();
        StepResult result = StepResult.Run(judge, stepCase);
        foreach (ParameterDescription parameter in stepCase.Model.Parameters.Where(parameter => !parameter.IsTrained))
        {
            Assert.All(result.Gradients[$"gradient/{parameter.Name}"].Numbers, gradient => Assert.Equal(0, gradient));
            Assert.Equal(stepCase.ContentsOf(parameter.Place.Value).Numbers, result.State[$"updated/{parameter.Name}"].Numbers);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void SamplesAreTheLargestPerturbedLogits(string name, int stage)
    {
        int seed = RandomNumbers.FreshSeed();
        StepCase stepCase = CaseOf(name, stage, seed);
        using HostDevice<double> judge = new();
        StepResult result = StepResult.Run(judge, stepCase);
        if (MaskedLogits.OfGenerator(stepCase, result) is not { } logits)
            return;
        for (int row = 0; row < result.SampledIds.Length; row++)
        {
            double sampled = logits.Perturbed(row, result.SampledIds[row]);
            double largest = Enumerable.Range(0, stepCase.Model.Description.VocabularySize).Max(id => logits.Perturbed(row, id));
            // The hidden values were rounded to single precision when they were read
            Assert.True(largest - sampled <= 1e-5, $"seed {seed}: the sample of row {row} has {sampled}, another id {largest}");
        }
    }

    [Fact]
    public void NamedTokensAreTheLikeliestOfTheMixture()
    {
        int seed = RandomNumbers.FreshSeed();
        StepCase stepCase = CaseOf(nameof(MicroAllTokensMlm), 0, seed);
        using HostDevice<double> judge = new();
        StepResult result = StepResult.Run(judge, stepCase);
        MaskedLogits logits = MaskedLogits.AllOf(stepCase, result).Last();
        int[] named = result.Outputs["token_prediction_ids"].Integers;
        for (int row = 0; row < named.Length; row++)
        {
            double largest = Enumerable.Range(0, stepCase.Model.Description.VocabularySize).Max(id => logits.Mixed(row, id));
            double lost = largest - logits.Mixed(row, named[row]);
            // The hidden values and copy probabilities were rounded to single precision when they were read
            Assert.True(lost <= 1e-5, $"seed {seed}: the token named in row {row} is {lost} below another");
        }
    }

    private static StepCase CaseOf(string name, int stage, int seed)
    {
        IModel model = TestModels.Named(name);
        int length = model.Description.SequenceLength;
        return StepCase.Create(model, [length, 0, 3, length - 2], hasDropout: true, seed, stage);
    }

    private static bool HasKinks(ModelDescription model) =>
        new[] { model.Generator, model.Discriminator }.Any(encoder => encoder?.Activation == Activation.Relu);

    private static IEnumerable<int> Elements(Random random, int count)
    {
        int[] elements = [.. Enumerable.Range(0, count)];
        random.Shuffle(elements);
        return elements.Take(ElementsPerTensor);
    }
}
