using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ElectraGen.Peers;

/// <summary>The step of training_step.py: masking, sampling, both losses, clipping, Adam without bias correction.</summary>
internal sealed class TrainingStep
{
    private const long Classification = 101, Separator = 102, Mask = 103;
    private const double MaskedFraction = 0.15, KeptFraction = 0.15, DiscriminatorWeight = 50;
    private const double LearningRate = 1e-4, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-6, Decay = 0.01, ClipNorm = 1;

    private readonly Networks networks;
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly Tensor[] firstMoments, secondMoments;
    private readonly Tensor tokenIds, segmentIds, attentionMask, attentionBias;

    public TrainingStep(Networks networks, int batch, int length)
    {
        this.networks = networks;
        parameters = networks.DistinctParameters();
        firstMoments = [.. parameters.Select(parameter => zeros_like(parameter))];
        secondMoments = [.. parameters.Select(parameter => zeros_like(parameter))];
        tokenIds = randint(1000, ModelSizes.Vocabulary, [batch, length], ScalarType.Int64);
        tokenIds[TensorIndex.Colon, 0] = Classification;
        tokenIds[TensorIndex.Colon, -1] = Separator;
        segmentIds = zeros_like(tokenIds);
        attentionMask = ones(batch, length);
        attentionBias = zeros(batch, 1, 1, length);
    }

    public long Parameters => parameters.Sum(parameter => parameter.numel());

    public void Run()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Parameter parameter in parameters)
            parameter.grad = null;
        Loss().backward();
        using (no_grad())
            Update();
    }

    private Tensor Loss()
    {
        int maskedCount = (int)Math.Round(MaskedFraction * tokenIds.shape[1]);
        Tensor special = (tokenIds == Classification).logical_or(tokenIds == Separator);
        Tensor positions = rand(tokenIds.shape).masked_fill(special, 2).topk(maskedCount, dim: 1, largest: false).indexes;
        Tensor targets = tokenIds.gather(1, positions);
        Tensor kept = rand(positions.shape) < KeptFraction;
        Tensor maskedIds = tokenIds.scatter(1, positions, where(kept, targets, full_like(targets, Mask)));
        Tensor logits = networks.Generate(maskedIds, segmentIds, attentionBias, positions);
        Tensor generatorLoss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten());
        Tensor samples;
        using (no_grad())
            samples = (logits - empty_like(logits).exponential_().log()).argmax(2);

        Tensor labels = zeros(tokenIds.shape).scatter(1, positions, samples.not_equal(targets).to(ScalarType.Float32));
        Tensor decisions = networks.Discriminate(tokenIds.scatter(1, positions, samples), segmentIds, attentionBias);
        Tensor losses = functional.binary_cross_entropy_with_logits(decisions, labels, reduction: Reduction.None) * attentionMask;
        return generatorLoss + (DiscriminatorWeight * losses.sum() / attentionMask.sum());
    }

    private void Update()
    {
        nn.utils.clip_grad_norm_(parameters, ClipNorm);
        for (int index = 0; index < parameters.Count; index++)
        {
            Parameter parameter = parameters[index];
            (Tensor gradient, Tensor first, Tensor second) = (parameter.grad!, firstMoments[index], secondMoments[index]);
            first.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
            second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
            if (parameter.dim() == 2)
                parameter.mul_(1 - (LearningRate * Decay));
            parameter.addcdiv_(first, second.sqrt().add_(Epsilon), -LearningRate);
        }
    }
}
