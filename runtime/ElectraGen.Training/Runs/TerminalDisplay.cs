using ElectraGen.Training.Alarms;
using ElectraGen.Training.Metrics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ElectraGen.Training.Runs;

/// <summary>A table that is drawn over at each report: the first numbers beside the latest.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console) : IProgressDisplay
{
    private const int BarWidth = 40;

    private readonly List<Alarm> alarms = [];
    private RunDescription? run;
    private LiveDisplayContext? context;
    private StepMetrics? first, latest;
    private EvaluationMetrics? firstEvaluation, latestEvaluation;
    private TimeSpan timeLeft;

    public void Show(RunDescription description, Action run)
    {
        this.run = description;
        console.Live(Waiting()).Start(live =>
        {
            context = live;
            run();
        });
    }

    public void Report(StepMetrics metrics, TimeSpan timeLeft)
    {
        first ??= metrics;
        latest = metrics;
        this.timeLeft = timeLeft;
        Redraw();
    }

    public void Report(EvaluationMetrics evaluation)
    {
        firstEvaluation ??= evaluation;
        latestEvaluation = evaluation;
        Redraw();
    }

    public void Report(Alarm alarm)
    {
        alarms.Add(alarm);
        Redraw();
    }

    private void Redraw()
    {
        if (context is null || run is null)
            return;
        IEnumerable<IRenderable> numbers = first is null || latest is null ? [Waiting()] : [Progress(run, latest), Numbers(first, latest)];
        context.UpdateTarget(new Rows(numbers.Concat(alarms.Select(Notice))));
        context.Refresh();
    }

    private static Text Waiting() => new("The first step is on its way.");

    private static Markup Notice(Alarm alarm) => new($"[yellow]step {alarm.Step}:[/] {Markup.Escape(alarm.Sentence)}");

    private Markup Progress(RunDescription description, StepMetrics metrics)
    {
        int done = (int)((long)BarWidth * metrics.Step / description.Steps);
        return new Markup(
            $"[bold]{Markup.Escape(description.Model)}[/] on {Markup.Escape(description.Device.Name)}\n"
            + $"step {metrics.Step} of {description.Steps}  [green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/]"
            + $"  {MetricText.Count(metrics.TokensPerSecond)} tokens/s  {MetricText.Time(timeLeft)} left");
    }

    private Table Numbers(StepMetrics before, StepMetrics now)
    {
        Table table = new() { Border = TableBorder.Minimal };
        table.AddColumns(new TableColumn(""), new TableColumn("at first").RightAligned(), new TableColumn("now").RightAligned());
        Add("loss", MetricText.Loss, before.Loss, now.Loss);
        Add("generator's loss", MetricText.Loss, before.GeneratorLoss, now.GeneratorLoss);
        Add("generator's accuracy", MetricText.Fraction, before.GeneratorAccuracy, now.GeneratorAccuracy);
        Add("prediction's loss", MetricText.Loss, before.PredictionLoss, now.PredictionLoss);
        Add("prediction's accuracy", MetricText.Fraction, before.PredictionAccuracy, now.PredictionAccuracy);
        Add("held-out prediction's loss", MetricText.Loss, firstEvaluation?.PredictionLoss, latestEvaluation?.PredictionLoss);
        Add("replaced tokens", MetricText.Fraction, before.ReplacedFraction, now.ReplacedFraction);
        Add("discriminator's loss", MetricText.Loss, before.DiscriminatorLoss, now.DiscriminatorLoss);
        Add("discriminator's accuracy", MetricText.Fraction, before.DiscriminatorAccuracy, now.DiscriminatorAccuracy);
        Add("discriminator's AUC", MetricText.Area, before.DiscriminatorAuc, now.DiscriminatorAuc);
        Add("held-out loss", MetricText.Loss, firstEvaluation?.DiscriminatorLoss, latestEvaluation?.DiscriminatorLoss);
        Add("held-out base-rate entropy", MetricText.Loss, firstEvaluation?.BaseRateEntropy, latestEvaluation?.BaseRateEntropy);
        Add("held-out AUC", MetricText.Area, firstEvaluation?.DiscriminatorAuc, latestEvaluation?.DiscriminatorAuc);
        Add("learning rate", MetricText.Rate, before.LearningRate, now.LearningRate);
        Add("gradient norm", MetricText.Loss, before.GradientNorm, now.GradientNorm);
        return table;

        // What the objective lacks has no row
        void Add(string name, Func<double?, string> text, double? then, double? latest)
        {
            if (then is not null || latest is not null)
                table.AddRow(Cell(name), Cell(text(then)), Cell(text(latest)));
        }
    }

    private static IRenderable Cell(string text) => new Text(text);
}
