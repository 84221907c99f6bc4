using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public sealed class DataCacheTests : IDisposable
{
    private const int Length = 16;

    private readonly TemporaryFolder folder = new();
    private readonly Vocabulary vocabulary = Vocabulary.Carried();
    private int reports;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SecondTimeNothingIsPrepared()
    {
        Corpus corpus = NumberedCorpus.Write(folder, 20);

        Assert.True(ReportsOf(corpus) > 0);
        Assert.Equal(0, ReportsOf(corpus));
    }

    [Fact]
    public void OtherTextOrLengthIsPreparedAnew()
    {
        Assert.True(ReportsOf(NumberedCorpus.Write(folder, 20)) > 0);
        Assert.True(ReportsOf(NumberedCorpus.Write(folder, 21)) > 0);
        Assert.True(ReportsOf(NumberedCorpus.Write(folder, 20), length: 17) > 0);
    }

    [Fact]
    public void DamagedFolderIsMadeAgain()
    {
        Corpus corpus = NumberedCorpus.Write(folder, 20);
        ReportsOf(corpus);
        string shard = Directory.GetFiles(folder["cache"], "train-0000.shard", SearchOption.AllDirectories).Single();
        File.WriteAllText(shard, "damaged");

        Assert.True(ReportsOf(corpus) > 0);
        Assert.Equal(0, ReportsOf(corpus));
    }

    [Fact]
    public void RunsThatPrepareTheSameAtOnceAllGetIt()
    {
        Corpus corpus = NumberedCorpus.Write(folder, 150);

        Parallel.For(0, 4, _ => DataCache.Open(corpus, vocabulary, Length, folder["cache"]).Dispose());

        Assert.Single(Directory.GetDirectories(folder["cache"]));
    }

    private int ReportsOf(Corpus corpus, int length = Length)
    {
        reports = 0;
        DataCache.Open(corpus, vocabulary, length, folder["cache"], _ => reports++).Dispose();
        return reports;
    }
}
