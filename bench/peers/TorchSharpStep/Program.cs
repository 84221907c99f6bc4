// The training step of an ELECTRA in TorchSharp, on the processor: TorchSharpStep MODEL BATCH STEPS. Prints one JSON object.
using System.Diagnostics;
using System.Text.Json;
using ElectraGen.Peers;
using TorchSharp;

const int WarmupSteps = 2;
ModelSizes sizes = ModelSizes.Named(args[0]);
(int batch, int steps) = (int.Parse(args[1]), int.Parse(args[2]));
torch.random.manual_seed(1);
torch.set_num_threads(Environment.ProcessorCount);
TrainingStep step = new(new Networks(sizes), batch, sizes.Length);
for (int warmup = 0; warmup < WarmupSteps; warmup++)
    step.Run();
Stopwatch watch = Stopwatch.StartNew();
for (int timed = 0; timed < steps; timed++)
    step.Run();

// What autograd keeps cannot be asked for here
Console.WriteLine(JsonSerializer.Serialize(new
{
    version = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, libtorch {torch.__version__} on {torch.get_num_threads()} threads",
    seconds = watch.Elapsed.TotalSeconds / steps,
    activation_bytes = (long?)null,
    parameters = step.Parameters,
    tokens_per_step = batch * sizes.Length,
}));
