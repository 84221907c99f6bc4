using ElectraGen.Runtime;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Steps;

/// <summary>Holds a step against the judge's.</summary>
internal static class StepComparison
{
    /// <summary>A gradient smaller than this part of the whole is measured as if it were this large.</summary>
    public const double SmallestPart = 1e-5;

    /// <summary>
    /// A key bias has no gradient unless keys are turned: it adds one number to all scores of a row, and softmax takes no notice. What rounding leaves is the sum
    /// of rows, each off by some roundings of 2⁻²⁴, whose products with the input are the gradient of the weight.
    /// </summary>
    private const double KeyBiasPart = 1e-5;

    /// <summary>Integers that are the place of a maximum; rounding may move it, see <see cref="MaskedLogits"/>.</summary>
    private static readonly string[] Choices = ["sampled_ids", "predicted_ids", "prediction_ids", "token_prediction_ids"];

    /// <summary>
    /// ‖a − b‖ / ‖b‖ of every output, gradient, moment and updated parameter, with ‖b‖ of a gradient at least a part of the norm of all;
    /// all other integers have to be equal. Of a parameter's update counts what its moments do not explain: they are compared themselves,
    /// and their ratio is as sensitive as one likes where both are close to zero.
    /// </summary>
    /// <returns>A line on the worst of each kind.</returns>
    public static string AssertNear(StepCase stepCase, StepResult expected, StepResult actual, double tolerance, string context)
    {
        IModel model = stepCase.Model;
        (string Name, double Error)[] outputs = Errors(expected.Outputs, actual.Outputs, 0);
        (string Name, double Error)[] gradients =
            [.. Errors(expected.Gradients, actual.Gradients, SmallestPart * expected.GradientNorm).Where(entry => !HasNoGradient(model, entry.Name))];
        (string Name, double Error)[] state = Errors(expected.State, WithMomentsOf(expected, actual, stepCase), 0);
        foreach ((string name, double error) in (ReadOnlySpan<(string, double)>)[.. outputs, .. gradients, .. state])
            Assert.True(error <= tolerance, $"{context}: {name} differs by {error:G3} of its norm");
        double keyBias = actual.Gradients.Keys.Where(name => HasNoGradient(model, name)).Select(name => Part(Norm(actual, name), Norm(expected, WeightOf(name)))).DefaultIfEmpty().Max();
        Assert.True(keyBias <= KeyBiasPart, $"{context}: a key bias has a gradient, {keyBias:G3} of that of its weight");
        return $"{context}: {Worst(outputs)}; {Worst(gradients)}; {Worst(state)}; key bias {keyBias:G3}; gradient norm {expected.GradientNorm:G4}";

        static string Worst((string Name, double Error)[] errors)
        {
            (string name, double error) = errors.MaxBy(entry => entry.Error);
            return $"{name} {error:G3}";
        }
    }

    /// <summary>A result's state, its parameters as if they had been updated by the other's moments.</summary>
    private static Dictionary<string, SlotContents> WithMomentsOf(StepResult expected, StepResult actual, StepCase stepCase)
    {
        Dictionary<string, SlotContents> state = new(actual.State);
        foreach (string name in stepCase.Model.Parameters.Select(parameter => parameter.Name))
        {
            SlotContents updated = actual.State[$"updated/{name}"];
            double[] own = Updates(actual, name), other = Updates(expected, name);
            state[$"updated/{name}"] = updated with
            {
                Numbers = [.. updated.Numbers.Select((value, index) => (float)(value + own[index] - other[index]))],
            };
        }

        return state;

        double[] Updates(StepResult result, string name) =>
        [
            .. result.State[$"first_moment/{name}"].Numbers.Zip(result.State[$"second_moment/{name}"].Numbers, (first, second) =>
                stepCase.Scalars.LearningRate * first / (Math.Sqrt(second) + stepCase.Model.Description.Recipe.Epsilon)),
        ];
    }

    /// <summary>A network that stands still has no gradient at all.</summary>
    private static double Part(double norm, double ofNorm) => norm == 0 ? 0 : norm / ofNorm;

    /// <summary>Whether a gradient is zero but for rounding.</summary>
    public static bool HasNoGradient(IModel model, string name)
    {
        EncoderDescription? encoder = name.Contains("generator.", StringComparison.Ordinal) ? model.Description.Generator : model.Description.Discriminator;
        return name.EndsWith(".key.bias", StringComparison.Ordinal) && encoder!.Positions != PositionEncoding.Rotary;
    }

    private static string WeightOf(string bias) => $"{bias[..^".bias".Length]}.weight";

    private static double Norm(StepResult result, string gradient) =>
        Math.Sqrt(result.Gradients[gradient].Numbers.Sum(value => (double)value * value));

    private static (string Name, double Error)[] Errors(
        IReadOnlyDictionary<string, SlotContents> expected, IReadOnlyDictionary<string, SlotContents> actual, double smallestNorm)
    {
        foreach (string name in expected.Keys.Except(Choices))
            Assert.True(expected[name].Integers.AsSpan().SequenceEqual(actual[name].Integers), $"{name}: the integers differ");
        return [.. expected.Keys.Select(name => (name, RelativeError(expected[name].Numbers, actual[name].Numbers, smallestNorm)))];
    }

    private static double RelativeError(float[] expected, float[] actual, double smallestNorm)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, square = 0;
        for (int index = 0; index < expected.Length; index++)
        {
            difference += Math.Pow((double)actual[index] - expected[index], 2);
            square += (double)expected[index] * expected[index];
        }

        // Equal zeros differ by nothing; zero against anything else by infinitely much
        return difference == 0 ? 0 : Math.Sqrt(difference) / Math.Max(Math.Sqrt(square), smallestNorm);
    }
}
