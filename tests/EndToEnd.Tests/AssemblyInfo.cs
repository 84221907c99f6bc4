// Every test runs programs that use all cores themselves
[assembly: CollectionBehavior(DisableTestParallelization = true)]
