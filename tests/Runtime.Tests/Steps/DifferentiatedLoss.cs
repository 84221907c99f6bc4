using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;

namespace Runtime.Tests.Steps;

/// <summary>
/// What the gradients of a stage are those of: its weighted losses, with everything that no gradient flows through held at what it was
/// when this was made.
/// </summary>
internal sealed class DifferentiatedLoss
{
    private readonly HostSession<double> session;
    private readonly IReadOnlyList<LossDescription> terms;
    private readonly Dictionary<string, Slot> outputs;
    private readonly double[] advantage;

    /// <summary>After a run of the stage.</summary>
    public DifferentiatedLoss(HostSession<double> session, IModel model, int stage)
    {
        this.session = session;
        terms = model.Description.Stages[stage].Losses;
        outputs = model.Plan.OutputsOf(stage).ToDictionary(output => output.Name, output => output.Slot);
        advantage = outputs.ContainsKey("advantage") ? session.Numbers(outputs["advantage"]).ToArray() : [];
    }

    /// <summary>After a forward run in which a parameter may have moved.</summary>
    public double Of(ParameterDescription moved) => terms.Sum(term => term.Weight * term.Name switch
    {
        "policy_loss" => PolicyLoss(),

        // Hidden states and rewards are given to the baseline: nothing but its own weight moves its loss
        "baseline_loss" when moved.Name != "generator.baseline.weight" => 0,
        _ => session.Numbers(outputs[term.Name])[0],
    });

    /// <summary>−Σ weight · advantage · log p(sample) / Σ weight.</summary>
    private double PolicyLoss()
    {
        Span<double> weights = session.Numbers(outputs["prediction_weights"]), logProbability = session.Numbers(outputs["sampled_log_probability"]);
        double sum = 0, weightSum = 0;
        for (int row = 0; row < advantage.Length; row++)
        {
            sum -= weights[row] * advantage[row] * logProbability[row];
            weightSum += weights[row];
        }

        return sum / weightSum;
    }
}
