using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>Adversarial training: the generator learns by REINFORCE what the discriminator takes for original.</summary>
internal sealed class AdversarialObjective : Objective
{
    private static readonly NumberRange PolicyWeight =
        new("PolicyWeight", 1, number => number is > 0 and < double.PositiveInfinity, "the generator is not trained without a weight above 0");

    private static readonly NumberRange BaselineWeight =
        new("BaselineWeight", 1, number => number is > 0 and < double.PositiveInfinity, "the baseline is not trained without a weight above 0");

    public override bool NeedsGeneratorNetwork => true;

    /// <summary>The temperature is no argument of the attribute, so it is 1: that of the probabilities that are trained.</summary>
    public override IEnumerable<NumberRange> Ranges => [PolicyWeight, NumberRange.DiscriminatorWeight, BaselineWeight, NumberRange.Temperature];

    public override string PublishedName(ObjectiveDeclaration declared) => "adversarial_replaced_token_detection";

    public override EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared) =>
        OneStage(
            new LossTerm("policy_loss", PolicyWeight.Of(declared)),
            new LossTerm("discriminator_loss", NumberRange.DiscriminatorWeight.Of(declared)),
            new LossTerm("baseline_loss", BaselineWeight.Of(declared)));

    public override void Lower(ElectraParts parts, ObjectiveDeclaration declared)
    {
        MaskedTokens masked = parts.MaskTokens();
        GeneratedTokens generated = parts.Generate(masked, NumberRange.Temperature.Of(declared));
        CorruptedTokens corrupted = parts.Corrupt(masked, generated);
        Value tokenLosses = parts.Detect(corrupted, parts.AttentionMask);
        Reinforce(parts, masked, generated.SampledIds, generated.Network!, tokenLosses);
    }

    private static void Reinforce(ElectraParts parts, MaskedTokens masked, Value sampledIds, GeneratorNetwork network, Value tokenLosses)
    {
        GraphBuilder graph = parts.Graph;
        int maximum = parts.Model.MaximumPredictions;
        graph.Scope = Roles.Generator;

        // The discriminator's loss: −log p of an original, −log(1 − p) of a replaced token, p its probability of "original"
        Value reward = graph.GatherRows(tokenLosses, masked.Positions, "Reward");
        Value baseline = Baseline(parts, masked, network.Hidden, reward);
        Value advantage = graph.StopGradient(graph.ScaledSum(reward, 1, baseline, -1, "Advantage"), "StoppedAdvantage");
        Value logProbability = parts.LogProbabilityOf(sampledIds, network.Prediction);
        Value credit = graph.Multiply(advantage, logProbability, "Credit");
        parts.AddLoss("policy_loss", parts.NegativeMean(credit, masked.Weights));
        graph.Output("reward", reward, maximum);
        graph.Output("baseline", baseline, maximum);
        graph.Output("advantage", advantage, maximum);
        graph.Output("sampled_log_probability", logProbability, maximum);
        graph.EndPass("Policy");
    }

    /// <summary>−log σ(wᵀh) by row; learns exp(−reward), the probability that the discriminator is right.</summary>
    private static Value Baseline(ElectraParts parts, MaskedTokens masked, Value generatorHidden, Value reward)
    {
        GraphBuilder graph = parts.Graph;
        ParameterLowering head = new(graph, ParameterOwner.Of(Roles.Generator));
        Value hidden = graph.StopGradient(generatorHidden, "BaselineHidden");
        Value weight = head.Matrix(1, hidden.Shape.Columns, "BaselineWeight", "baseline", ParameterInitializer.TruncatedNormal);
        Value logits = graph.Project(hidden, weight, "BaselineLogits");
        Value likelihood = graph.Exponential(graph.Scale(reward, -1, "NegativeReward"), "RewardLikelihood");
        Value losses = graph.BinaryCrossEntropy(logits, likelihood, "BaselineLosses");
        parts.AddLoss("baseline_loss", graph.WeightedMean(losses, masked.Weights, "BaselineLoss"));
        return graph.BinaryCrossEntropy(logits, graph.Fill(1, reward.Shape, "Ones"), "Baseline");
    }
}
