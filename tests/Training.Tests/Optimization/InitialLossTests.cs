using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Optimization;

public sealed class InitialLossTests
{
    private const string Head = "discriminator.discriminator_predictions.dense_prediction.weight";

    /// <summary>
    /// A model that knows nothing takes every word for as likely as any other, and every token for replaced as likely as not:
    /// ln 30522 + 50 ln 2 = 44.98. Of the discriminator that holds up to the lean of its head. Tokens have much in common, so one draw
    /// of the published head (Glorot, 256 → 1) gives all of them a common logit, and since few are replaced, the loss moves by
    /// (1/2 − replaced share) of it, times 50. Single starts therefore lie between 42.5 and 49.7 over 20 seeds (mean 45.9, deviation
    /// 2.1, 6 of 20 within 2 %), and so do those of the same definition in PyTorch (40.4 to 49.0, mean 44.6, deviation 2.4, 7 of 20).
    /// The opposite head is as likely and leans exactly as far the other way.
    /// </summary>
    [Fact]
    public void ElectraSmallStartsAtTheLossOfKnowingNothing()
    {
        const int Batch = 2, FirstWord = 1_000;
        const double DiscriminatorWeight = 50, KnowingNothing = 44.98;
        IModel model = new ElectraSmall();
        uint seed = (uint)Random.Shared.Next();
        using HostDevice<float> device = new();
        using TrainingSession session = new(model, device, new BatchSize(Batch), seed);
        ParameterInitialization.Apply(model, session.Device, seed);
        Random random = new((int)seed);
        for (int token = 0; token < session.Batch.TokenIds.Length; token++)
        {
            session.Batch.TokenIds[token] = random.Next(FirstWord, model.Description.VocabularySize);
            session.Batch.AttentionMask[token] = 1;
        }

        Start start = Evaluate();
        Assert.True(IsWithin(0.01, start.GeneratorLoss, Math.Log(model.Description.VocabularySize)), $"seed {seed}: the generator starts at {start.GeneratorLoss}");

        // ln(1 + e^z) lies on or above its tangent ln 2 + z / 2, and at most z² / 8 above it, since it nowhere curves more than 1/4
        double lean = start.Tokens.Average(token => (0.5 - token.Label) * token.Logit);
        double curved = start.DiscriminatorLoss - Math.Log(2) - lean;
        double mostCurved = start.Tokens.Average(token => token.Logit * token.Logit) / 8;
        Assert.True(curved >= -1e-5 && curved <= mostCurved + 1e-5, $"seed {seed}: the discriminator's loss is {curved} above the tangent, at most {mostCurved}");
        double total = start.TotalLoss - (DiscriminatorWeight * lean);
        Assert.True(IsWithin(0.02, total, KnowingNothing), $"seed {seed}: without the lean of {lean} the loss is {total}");

        Slot head = model.Parameters.Single(parameter => parameter.Name == Head).Place.Value;
        float[] weights = new float[head.Count];
        session.Device.Read(head, weights);
        session.Device.Write(head, [.. weights.Select(weight => -weight)]);
        Start opposite = Evaluate();
        Assert.Equal(start.Tokens.Select(token => token with { Logit = -token.Logit }), opposite.Tokens);
        double mean = (start.TotalLoss + opposite.TotalLoss) / 2;
        Assert.True(IsWithin(0.02, mean, KnowingNothing), $"seed {seed}: the mean of both heads is {mean}");

        Start Evaluate()
        {
            session.Evaluate(0);
            ModelOutputs outputs = session.Outputs;
            float[] logits = outputs.Floats("discriminator_logits").ToArray(), labels = outputs.Floats("labels").ToArray();
            return new(
                outputs.Scalar("total_loss")!.Value, outputs.Scalar("generator_loss")!.Value, outputs.Scalar("discriminator_loss")!.Value,
                [.. logits.Zip(labels, static (logit, label) => new Token(logit, label))]);
        }
    }

    private static bool IsWithin(double share, double value, double expected) => Math.Abs(value - expected) <= share * expected;

    private sealed record Start(double TotalLoss, double GeneratorLoss, double DiscriminatorLoss, Token[] Tokens);

    private readonly record struct Token(double Logit, double Label);
}
