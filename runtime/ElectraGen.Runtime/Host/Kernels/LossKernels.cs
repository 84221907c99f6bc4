using System.Numerics;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>Weighted means, binary cross-entropy, and the mixture of copying and predicting.</summary>
internal static class LossKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernel<T>>> All =>
    [
        new(KernelCatalog.SeedGradient, SeedGradient),
        new(KernelCatalog.WeightSum, WeightSum),
        new(KernelCatalog.WeightedMean, WeightedMean),
        new(KernelCatalog.WeightedMeanBackward, WeightedMeanBackward),
        new(KernelCatalog.BinaryCrossEntropy, BinaryCrossEntropy),
        new(KernelCatalog.BinaryCrossEntropyBackward, BinaryCrossEntropyBackward),
        new(KernelCatalog.CopyLogProbability, CopyLogProbability),
        new(KernelCatalog.CopyLogProbabilityBackward, CopyLogProbabilityBackward),
        new(KernelCatalog.CopyOrPredict, CopyOrPredict),
    ];

    private static void SeedGradient(HostCall<T> call) =>
        call.Numbers(1).Fill(T.ScaleB(T.One, (int)call.Scalars.LossScaleExponent));

    private static void WeightSum(HostCall<T> call)
    {
        T sum = T.Zero;
        for (int index = 0; index < call.Count(0); index++)
            sum += Weight(call, operand: 0, index);
        call.Numbers(1)[0] = sum;
    }

    private static void WeightedMean(HostCall<T> call)
    {
        ReadOnlySpan<T> values = call.Numbers(0);
        T sum = T.Zero;
        for (int index = 0; index < call.Count(0); index++)
            sum += Weight(call, operand: 1, index) * values[index];
        call.Numbers(3)[0] = sum / T.Max(call.Numbers(2)[0], T.One);
    }

    private static void WeightedMeanBackward(HostCall<T> call)
    {
        T meanGradient = call.Numbers(0)[0], divisor = T.Max(call.Numbers(2)[0], T.One);
        Span<T> valueGradient = call.Numbers(3);
        for (int index = 0; index < call.Count(0); index++)
            valueGradient[index] = meanGradient * Weight(call, operand: 1, index) / divisor;
    }

    /// <summary>A weight of an operand, which holds integers if the call says so.</summary>
    private static T Weight(HostCall<T> call, int operand, int index) =>
        call.Has(0) ? T.CreateTruncating(call.Integers(operand)[index]) : call.Numbers(operand)[index];

    private static void BinaryCrossEntropy(HostCall<T> call)
    {
        ReadOnlySpan<T> logits = call.Numbers(0), labels = call.Numbers(1);
        Span<T> losses = call.Numbers(2);
        for (int index = 0; index < call.Count(0); index++)
        {
            T logit = logits[index];
            losses[index] = T.Max(logit, T.Zero) - (logit * labels[index]) + LogOnePlusExp(-T.Abs(logit));
        }
    }

    private static void BinaryCrossEntropyBackward(HostCall<T> call)
    {
        ReadOnlySpan<T> logits = call.Numbers(0), labels = call.Numbers(1), lossGradient = call.Numbers(2);
        Span<T> logitGradient = call.Numbers(3);
        // sigmoid(l) − label, in a form that cancels nothing where the label is 0 or 1
        for (int index = 0; index < call.Count(0); index++)
            logitGradient[index] = lossGradient[index] * (((T.One - labels[index]) * Sigmoid(logits[index])) - (labels[index] * Sigmoid(-logits[index])));
    }

    private static void CopyLogProbability(HostCall<T> call)
    {
        ReadOnlySpan<T> copyLogits = call.Numbers(0), logProbability = call.Numbers(1);
        ReadOnlySpan<int> inputIds = call.Integers(2), targets = call.Integers(3);
        Span<T> copyProbability = call.Numbers(4), output = call.Numbers(5);
        for (int row = 0; row < call.Count(0); row++)
        {
            T logit = copyLogits[row];
            T predicted = LogSigmoid(-logit) + logProbability[row];
            copyProbability[row] = Sigmoid(logit);

            // The logarithms of the two probabilities differ by logit − logProbability
            output[row] = inputIds[row] == targets[row]
                ? T.Max(LogSigmoid(logit), predicted) + LogOnePlusExp(-T.Abs(logit - logProbability[row]))
                : predicted;
        }
    }

    private static void CopyLogProbabilityBackward(HostCall<T> call)
    {
        ReadOnlySpan<T> copyLogits = call.Numbers(0), logProbability = call.Numbers(1), rowGradient = call.Numbers(4);
        ReadOnlySpan<int> inputIds = call.Integers(2), targets = call.Integers(3);
        Span<T> copyLogitGradient = call.Numbers(5), logProbabilityGradient = call.Numbers(6);
        for (int row = 0; row < call.Count(0); row++)
        {
            T logit = copyLogits[row], difference = logit - logProbability[row], gradient = rowGradient[row];
            bool isCopy = inputIds[row] == targets[row];
            copyLogitGradient[row] = gradient * (isCopy
                ? Sigmoid(difference) * Sigmoid(-logit) * (T.One - T.Exp(logProbability[row]))
                : -Sigmoid(logit));
            logProbabilityGradient[row] = isCopy ? gradient * Sigmoid(-difference) : gradient;
        }
    }

    private static void CopyOrPredict(HostCall<T> call)
    {
        ReadOnlySpan<T> copyLogits = call.Numbers(0), table = call.Numbers(2), bias = call.Numbers(3), logSumExp = call.Numbers(4);
        ReadOnlySpan<int> inputIds = call.Integers(5), predictedIds = call.Integers(6);
        Span<int> namedIds = call.Integers(7);
        int columns = call.Count(1);
        for (int row = 0; row < call.Count(0); row++)
        {
            ReadOnlySpan<T> hidden = call.Numbers(1).Slice(row * columns, columns);
            int copied = inputIds[row], predicted = predictedIds[row];
            T lead = T.Exp(Logit(hidden, table, bias, predicted) - logSumExp[row]) - T.Exp(Logit(hidden, table, bias, copied) - logSumExp[row]);
            namedIds[row] = T.Exp(copyLogits[row]) >= lead ? copied : predicted;
        }
    }

    /// <summary>hidden · table[id] + bias[id].</summary>
    private static T Logit(ReadOnlySpan<T> hidden, ReadOnlySpan<T> table, ReadOnlySpan<T> bias, int id)
    {
        T logit = bias[id];
        for (int column = 0; column < hidden.Length; column++)
            logit += hidden[column] * table[(id * hidden.Length) + column];
        return logit;
    }

    private static T Sigmoid(T x) => T.One / (T.One + T.Exp(-x));

    private static T LogSigmoid(T x) => T.Min(x, T.Zero) - LogOnePlusExp(-T.Abs(x));

    /// <summary>log(1 + exp(x)) of an x that is not positive.</summary>
    private static T LogOnePlusExp(T x) => Logarithms.LogOnePlus(T.Exp(x));
}
