using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Optimization;

public sealed class InitialLossTests
{
    private const string Head = "discriminator.discriminator_predictions.dense_prediction.weight";

    /// <summary>
    /// A model that knows nothing takes every word for as likely as any other, and every token for replaced as likely as not. Tokens
    /// have much in common, so one draw of the head leans to either answer for all of them; the opposite head is as likely and leans as
    /// far the other way, and the mean of both is what a model starts at.
    /// </summary>
    [Fact]
    public void ElectraSmallStartsAtTheLossOfKnowingNothing()
    {
        const int Batch = 2, FirstWord = 1_000;
        IModel model = new ElectraSmall();
        uint seed = (uint)Random.Shared.Next();
        using HostDevice<float> device = new();
        using TrainingSession session = new(model, device, Batch, seed);
        ParameterInitialization.Apply(model, session.Device, seed);
        Random random = new((int)seed);
        for (int token = 0; token < session.Batch.TokenIds.Length; token++)
        {
            session.Batch.TokenIds[token] = random.Next(FirstWord, model.Description.VocabularySize);
            session.Batch.AttentionMask[token] = 1;
        }

        double expected = Math.Log(model.Description.VocabularySize) + (50 * Math.Log(2));
        Assert.Equal(44.98, expected, 2);
        double loss = Evaluate();
        Slot head = model.Parameters.Single(parameter => parameter.Name == Head).Place.Value;
        float[] weights = new float[head.Count];
        session.Device.Read(head, weights);
        session.Device.Write(head, [.. weights.Select(weight => -weight)]);
        loss = (loss + Evaluate()) / 2;
        Assert.True(Math.Abs(loss - expected) <= 0.02 * expected, $"seed {seed}: the loss is {loss}, not about {expected}");

        double Evaluate()
        {
            session.Evaluate(0);
            return session.Outputs.Scalar("total_loss")!.Value;
        }
    }
}
